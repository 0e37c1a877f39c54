using Aggregator.House;
using Mono.Cecil;
using Xunit;

namespace Aggregator;

/// <summary>The table of who may use whom. What is not listed is not allowed.</summary>
public sealed class RoomsTests
{
    private static readonly string[] Pure = ["Text", "Sources", "Downloads", "Files", "Items", "Feeds", "Pages", "Polls", "Articles", "Stories", "Watches", "Digests"];

    private static readonly string[] Busy = ["Fetching", "Storing", "Mailing", "Polling", "Digesting", "Serving", "Commands"];

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Text"] = [],
        ["Sources"] = ["Text"],
        ["Downloads"] = ["Text"],
        // What is no page of the web: PDF.
        ["Files"] = ["Downloads", "Text"],
        ["Items"] = ["Text"],
        ["Feeds"] = ["Downloads", "Items", "Text"],
        ["Pages"] = ["Sources", "Downloads", "Items", "Text"],
        // A source's rhythm is learned from the dates of its items, and a date as written is Text's.
        ["Polls"] = ["Sources", "Downloads", "Items", "Feeds", "Pages", "Text"],
        // The wire's page is one thing with a release and a list: read once, in Pages.
        ["Articles"] = ["Sources", "Downloads", "Files", "Items", "Pages", "Text"],
        ["Stories"] = ["Sources", "Articles", "Text"],
        // A query asks for an article's source and its files; a hit in a file is told with its page.
        ["Watches"] = ["Sources", "Items", "Files", "Articles", "Text"],
        ["Digests"] = ["Sources", "Articles", "Stories", "Watches", "Text"],
        // What a server says is made one safe line, and an address is the web's or not, by the same rules as everywhere.
        ["Fetching"] = ["Downloads", "Text"],
        ["Storing"] = [.. Pure.Except(["Feeds", "Pages"])],
        // A letter tells by which words a watch found a story; a digest as a feed is written where feeds are; what came of a post is said in Downloads.
        ["Mailing"] = ["Digests", "Articles", "Stories", "Sources", "Watches", "Feeds", "Items", "Downloads", "Text"],
        ["Polling"] = ["Fetching", "Storing", .. Pure],
        ["Digesting"] = ["Storing", "Mailing", .. Pure],
        // Pages are where the links in letters lead; what is answered there is for the desks of Digesting.
        ["Serving"] = ["Storing", "Mailing", "Digesting", .. Pure],
        ["Commands"] = [.. Pure, .. Busy],
    };

    /// <summary>Each package, the types it begins with, and the one place that may know of it.</summary>
    private static readonly (string Package, Func<TypeReference, bool> IsOf, Func<TypeDefinition, bool> MayUse)[] Packages =
    [
        ("LiteDB", InFile("LiteDB"), By("Aggregator.Storing.LiteDb")),
        ("Npgsql", InFile("Npgsql"), By("Aggregator.Storing.Postgres")),
        ("AngleSharp", InFile("AngleSharp"), By("Aggregator.Pages", "Aggregator.Articles", "Aggregator.Text")),
        ("HtmlSanitizer", InFile("HtmlSanitizer"), By("Aggregator.Text")),
        ("UTF.Unknown", InFile("UtfUnknown"), By("Aggregator.Text")),
        ("PdfPig", InFile("UglyToad.PdfPig"), By("Aggregator.Files")),
        ("Syndication", InFile("System.ServiceModel.Syndication"), By("Aggregator.Feeds")),
        ("MailKit", InFile("MailKit"), By("Aggregator.Mailing")),
        ("MimeKit", InFile("MimeKit"), By("Aggregator.Mailing")),
        ("System.CommandLine", InFile("System.CommandLine"), By("Aggregator.Commands")),
        ("Spectre.Console", InFile("Spectre.Console"), By("Aggregator.Commands")),
        ("DiffPlex", InFile("DiffPlex"), By("Aggregator.Commands")),
        ("Quartz", InFile("Quartz"), type => Built.Outermost(type).Name.EndsWith("Job", StringComparison.Ordinal) || Built.RoomOf(type) == "Commands"),
        ("Lucene", InFile("Lucene.Net"), By("Aggregator.Watches", "Aggregator.Storing.LiteDb")),
        ("HttpClient", InFile("System.Net.Http"), By("Aggregator.Fetching")),
    ];

    [Fact]
    public void No_room_uses_a_room_that_the_table_does_not_list()
    {
        var breaches = Built.Mentions
            .Select(mention => (mention.Place, Room: Built.RoomOf(mention.By)!, Used: Built.RoomOf(mention.Of), mention.Of))
            .Where(use => use.Used is not null && use.Used != use.Room && MayUse.TryGetValue(use.Room, out var allowed) && !allowed.Contains(use.Used))
            .Select(use => $"{use.Place} uses {use.Of.FullName}, but {use.Room} may use {Listed(MayUse[use.Room])}.");
        Nothing(breaches);
    }

    [Fact]
    public void Every_room_is_in_the_table_and_every_room_of_the_table_exists()
    {
        var rooms = Built.Types.GroupBy(type => Built.RoomOf(type)!).ToDictionary(group => group.Key, group => group.First().FullName);
        Nothing(rooms.Where(room => !MayUse.ContainsKey(room.Key)).Select(room => $"{room.Value} stands in a room that the table does not know: {room.Key}."));
        Nothing(MayUse.Keys.Where(room => !rooms.ContainsKey(room)).Select(room => $"The table lists {room}, but no type stands in it."));
        Nothing(MayUse.Values.SelectMany(used => used).Distinct().Where(room => !MayUse.ContainsKey(room)).Select(room => $"The table lets a room use {room}, which it does not list."));
    }

    [Fact]
    public void Plural_rooms_are_pure_and_the_others_are_the_programs()
    {
        Nothing(Built.TypesOf(Built.Core).Where(type => !Pure.Contains(Built.RoomOf(type))).Select(type => $"{type.FullName} is in Aggregator.Core, but {Built.RoomOf(type)} is no pure room."));
        Nothing(Built.TypesOf(Built.Program).Where(type => !Busy.Contains(Built.RoomOf(type))).Select(type => $"{type.FullName} is in the program, but {Built.RoomOf(type)} is not one of its rooms."));
    }

    [Fact]
    public void What_is_in_no_room_was_written_by_the_compiler()
    {
        var strays = Built.Core.Types.Concat(Built.Program.Types)
            .Where(type => Built.RoomOf(type) is null && !type.Name.StartsWith('<') && !Built.IsCompilers(type) && !IsEmbedded(type));
        Nothing(strays.Select(type => $"{type.FullName} has no room: its namespace must be Aggregator.ROOM."));
    }

    [Fact]
    public void The_core_never_refers_to_the_program()
    {
        Assert.DoesNotContain("aggregator", Built.Core.AssemblyReferences.Select(reference => reference.Name));
        Assert.Contains("Aggregator.Core", Built.Program.AssemblyReferences.Select(reference => reference.Name));
    }

    [Fact]
    public void The_poller_and_its_fellows_are_seen_to_use_what_they_use()
    {
        // A table that finds nothing because it reads nothing would always hold.
        var seen = Built.Mentions.Select(mention => (Built.RoomOf(mention.By), Built.RoomOf(mention.Of))).ToHashSet();
        Assert.All<(string, string)>([("Feeds", "Items"), ("Articles", "Pages"), ("Polling", "Fetching"), ("Digesting", "Mailing"), ("Commands", "Polling")], pair => Assert.Contains(pair, seen));
        Assert.All(Packages.Where(package => package.Package != "Npgsql"), package => Assert.True(Built.Mentions.Any(mention => package.IsOf(mention.Of)), $"Nothing uses {package.Package}: is the rule's name still right?"));
    }

    [Fact]
    public void A_package_is_known_in_its_own_room_only()
    {
        var breaches = from mention in Built.Mentions
                       from package in Packages
                       where package.IsOf(mention.Of) && !package.MayUse(mention.By)
                       select $"{mention.Place} uses {mention.Of.FullName}: {package.Package} is not for {Built.NamespaceOf(mention.By)}.";
        Nothing(breaches);
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        string[] empty = ["Common", "Shared", "Helpers", "Utils", "Models", "Services", "Interfaces", "Extensions"];
        var files = WrittenText.Files.Concat(Directory.EnumerateFiles(Path.Combine(CaseFiles.Root, "tests"), "*.cs", SearchOption.AllDirectories));
        Nothing(files.Where(file => WrittenText.Parts(file).SkipLast(1).Intersect(empty, StringComparer.OrdinalIgnoreCase).Any())
            .Select(file => $"{WrittenText.Relative(file)} stands in a folder whose name says nothing of it."));
    }

    /// <summary>Fails with every breach, one a line.</summary>
    internal static void Nothing(IEnumerable<string> breaches)
    {
        var all = breaches.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} found:\n{string.Join('\n', all)}");
    }

    /// <summary>Attributes that the compiler and its generators put into every file that needs them.</summary>
    private static bool IsEmbedded(TypeDefinition type) => type.IsNotPublic && type.Namespace.Split('.')[0] is "Microsoft" or "System" && type.BaseType?.FullName == "System.Attribute";

    private static Func<TypeReference, bool> InFile(string name) => type => Built.Outermost(type).Scope.Name is { } file
        && (file == name || file.StartsWith(name + ".", StringComparison.Ordinal));

    private static Func<TypeDefinition, bool> By(params string[] spaces) => type =>
        spaces.Any(space => Built.NamespaceOf(type) == space || Built.NamespaceOf(type).StartsWith(space + ".", StringComparison.Ordinal));

    private static string Listed(string[] rooms) => rooms.Length == 0 ? "no other room" : $"only {string.Join(", ", rooms)}";
}
