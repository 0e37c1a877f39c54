using Aggregator.Articles;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Watches;

public sealed class QueryTests
{
    [Theory]
    [InlineData("ferry", "The Night Ferry")]
    [InlineData("FERRY night", "The Night Ferry")]
    [InlineData("cafe", "Café society")]
    [InlineData("café", "Cafe society")]
    [InlineData("Orban", "What Orbán wants")]
    [InlineData("\"energy security\"", "On energy: security first")]
    [InlineData("“energy security”", "Energy security")]
    [InlineData("energy-security", "Energy security")]
    [InlineData("don't", "They don’t say")]
    [InlineData("O’Neill", "O'Neill on tariffs")]
    [InlineData("G7", "The G7, again")]
    [InlineData("ferry -\"slow boat\"", "A slow ferry, a fast boat")]
    [InlineData("sanction", "Sanctioned twice")]
    [InlineData("sanctions", "A sanction")]
    [InlineData("policy", "Two policies")]
    [InlineData("sanct*", "Sanctioned twice")]
    [InlineData("Russia", "Russia’s winter")]
    [InlineData("Russia's", "Russia in winter")]
    [InlineData("US", "The U.S. navy")]
    [InlineData("\"U.S. navy\"", "A US navy")]
    [InlineData("Europe", "L’Europe et la mer")]
    [InlineData("Łódź", "Lodz at night")]
    [InlineData("Straße", "Strasse und Gasse")]
    [InlineData("海上", "论海上安全")]
    [InlineData("gas OR oil", "Oil")]
    [InlineData("(gas OR oil) storage", "Oil storage")]
    [InlineData("gas OR oil storage", "Gas")]
    [InlineData("NOT (gas OR coal) AND oil", "Oil")]
    [InlineData("ferry NOT NOT night", "The night ferry")]
    [InlineData("gas NEAR/2 storage", "Storage of gas")]
    [InlineData("\"gas price\" NEAR/3 storage", "Storage and the gas price")]
    [InlineData("gas NEAR/3 (storage OR depot)", "A depot for gas")]
    [InlineData("gas NEAR storage", "Gas in one two three four five six seven eight storage")]
    [InlineData("title:ferry", "The ferry")]
    [InlineData("title:(ferry OR boat)", "A boat")]
    [InlineData("title:\"night ferry\"", "The night ferry")]
    [InlineData("-night ferry", "The ferry")]
    [InlineData("ferry – & night", "The night ferry")]
    [InlineData("and or not", "And, or, not")]
    [InlineData("re: ferry", "Re: the ferry")]
    [InlineData("16:30", "At 16:30")]
    [InlineData("near/far", "From near, far")]
    [InlineData("U.S.-led", "The US-led talks")]
    [InlineData("us", "The US navy")]
    [InlineData("\"us navy\"", "The U.S. Navy")]
    [InlineData("us", "Let us see")]
    [InlineData("who", "The WHO on vaccines")]
    [InlineData("US*", "USAID is gone")]
    [InlineData("un*", "The UN and others")]
    [InlineData("AI NEAR/3 act", "The EU’s AI Act")]
    [InlineData("co-operation", "Regional cooperation")]
    [InlineData("co‑operation", "Regional co–operation")]
    [InlineData("F-35", "Ten F35 fighters")]
    [InlineData("F35", "Ten F-35 fighters")]
    [InlineData("F35", "Ten F-35s")]
    [InlineData("F35", "Ten F35s")]
    [InlineData("F35", "The F-35’s range")]
    [InlineData("F-35", "Ten F35s")]
    [InlineData("F-35", "Ten F-35s")]
    [InlineData("F-35s", "One F35")]
    [InlineData("F35s", "One F-35")]
    [InlineData("MiG29s", "A Mig-29's pilot")]
    [InlineData("f35a NEAR/2 ten", "Ten F‑35A fighters")]
    [InlineData("A400M", "Two A-400M")]
    [InlineData("title:COVID19", "After COVID–19")]
    [InlineData("ai2027", "The AI-2027 scenario")]
    [InlineData("ferry -A10", "A ferry with a 10 on its bow")]
    [InlineData("post-war NEAR/2 order", "The postwar order")]
    [InlineData("\"title:\"", "A title")]
    [InlineData("gas ~5", "5 ships of gas")]
    public void A_query_finds(string query, string text) => Assert.NotNull(Parsed(query).Match(Kept(Titled(text))));

    [Theory]
    [InlineData("gas", "Gasoline is dear")]
    [InlineData("US", "Let us see")]
    [InlineData("US -navy", "Let us see the navy")]
    [InlineData("WHO", "Who pays for it")]
    [InlineData("UN", "Un homme et une femme")]
    [InlineData("IT", "It is late")]
    [InlineData("\"post-war\"", "The postwar order")]
    [InlineData("A10", "A 10 per cent rise")]
    [InlineData("Il76", "Il «76» per cento")]
    [InlineData("F35", "Runway F - 35 metres")]
    [InlineData("F35", "Runway F, 35s later")]
    [InlineData("G4", "G4S guards the quay")]
    [InlineData("M5S", "The M5 and the M-5")]
    [InlineData("mid-1990s", "In mid-1990")]
    [InlineData("\"F-35\"", "Ten F-35s")]
    [InlineData("\"F35\"", "Ten F-35 fighters")]
    [InlineData("ferry -F35", "A ferry for F-35s and one F-35")]
    [InlineData("line", "Gasoline is dear")]
    [InlineData("ferry train", "The night ferry")]
    [InlineData("\"energy security\"", "Security of energy")]
    [InlineData("ferry -night", "The Night Ferry")]
    [InlineData("ferry -\"night ferry\"", "The Night-Ferry")]
    [InlineData("\"night ferry\"", "The night\u2003and the ferry")]
    [InlineData("\"sanction\"", "Sanctions")]
    [InlineData("organ", "An organisation")]
    [InlineData("gas OR oil storage", "Oil")]
    [InlineData("(gas OR oil) storage", "Oil")]
    [InlineData("gas NEAR/2 storage", "Gas and its storage")]
    [InlineData("gas NEAR/5 gas", "Gas")]
    [InlineData("author:ferry", "The ferry")]
    [InlineData("sanct*", "A saint")]
    [InlineData("上海", "论海上安全")]
    public void A_query_does_not_find(string query, string text) => Assert.Null(Parsed(query).Match(Kept(Titled(text))));

    [Fact]
    public void A_phrase_does_not_reach_from_one_field_into_the_next() =>
        Assert.Null(Parsed("\"ferry tide\"").Match(Kept(Titled("The ferry") with { Standfirst = "Tide tables." })));

    [Fact]
    public void An_unwanted_word_counts_wherever_it_stands() =>
        Assert.Null(Parsed("ferry -tide").Match(Kept(Titled("The ferry") with { Text = "Of the tide." })));

    [Fact]
    public void Every_word_has_a_reason_with_the_field_and_the_words_around_it()
    {
        var article = Titled("The Night Ferry") with { Text = "Long before dawn.\n\nThe tide turns at Säby.", Publisher = "Harbour Institute", Authors = ["Ada Quay"] };
        var match = Parsed("ferry saby \"harbour institute\" quay").Match(Kept(article))!;
        Assert.Equal(
            [("ferry", "title"), ("saby", "text"), ("harbour institute", "publisher"), ("quay", "authors")],
            match.Reasons.Select(reason => (reason.Term, reason.Field)));
        Assert.Equal("Long before dawn. The tide turns at Säby.", match.Reasons[1].Around);
    }

    [Theory]
    [InlineData("gas", "gas shortage")]
    [InlineData("oneill", "O’Neill")]
    [InlineData("q7", "Q-7")]
    [InlineData("\"port authority\"", "Port-Authority")]
    public void The_words_around_are_those_of_the_place_that_matched(string query, string around)
    {
        var filler = string.Concat(Enumerable.Repeat("Gasoline portfolios matter to one and all. ", 10));
        var match = Parsed(query).Match(Kept(Titled("A title") with { Text = $"{filler}The gas shortage, said O’Neill of the Port-Authority, is over by Q-7. {filler}" }))!;
        Assert.StartsWith(Marked(match.Reasons[0]), around, StringComparison.Ordinal);
        Assert.Contains(around, match.Reasons[0].Around, StringComparison.Ordinal);
        Assert.StartsWith("…", match.Reasons[0].Around, StringComparison.Ordinal);
        Assert.EndsWith("…", match.Reasons[0].Around, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "there is no word to search for")]
    [InlineData("  \" \" - ", 9, "there is no word to search for")]
    [InlineData("?!", 3, "there is no word to search for")]
    [InlineData("-naval -\"slow boat\"", 1, "a search needs at least one word that must occur")]
    [InlineData("gas OR -oil", 1, "a search needs at least one word that must occur")]
    [InlineData("gas (oil OR", 12, "a word is missing behind 'OR'")]
    [InlineData("gas (oil", 5, "this bracket is never closed")]
    [InlineData("gas) oil", 4, "this bracket closes nothing")]
    [InlineData("gas ()", 6, "there is nothing between these brackets")]
    [InlineData("OR gas", 1, "a word is missing before 'OR'")]
    [InlineData("\"gas oil", 1, "this quotation mark is not closed")]
    [InlineData("*gas", 1, "a * can only end a word")]
    [InlineData("g*s", 2, "a * can only end a word")]
    [InlineData("g*", 1, "a * needs one word of at least two letters")]
    [InlineData("\"gas oil\"*", 10, "a * stands behind a single word")]
    [InlineData("gas NEAR/0 oil", 5, "'NEAR/0' needs a number of words from 1 to 100")]
    [InlineData("gas NEAR/5 source:x", 12, "only words, \"phrases\" and (words OR words) can be near each other")]
    [InlineData("titel:gas", 1, "there is no field 'titel'")]
    [InlineData("title:(author:gas)", 8, "'title:' already says where to look")]
    [InlineData("after:yesterday", 7, "'yesterday' is no day, month or year")]
    [InlineData("has:pictures", 5, "no 'pictures'")]
    [InlineData("title: gas", 1, "what 'title:' asks for stands right behind it, as: title:gas")]
    [InlineData("gas Source:", 5, "as: source:rusi-commentary")]
    [InlineData("gas near/5 oil", 5, "'near/5' is written in capitals, as: gas NEAR/5 storage")]
    [InlineData("\"gas oil\"~5", 10, "gas NEAR/5 storage")]
    [InlineData("org:RUS*", 5, "'org:' takes no *. Write it out, as: org:RUSI")]
    [InlineData("gas topic:(trade OR defen*)", 21, "'topic:' takes no *")]
    [InlineData("gas lang:e*", 10, "'lang:' takes no *")]
    [InlineData("gas after:2026*", 11, "'after:' takes no *")]
    [InlineData("gas lang:english", 10, "'english' is no language's code")]
    public void A_mistake_is_told_with_its_place_and_an_example(string text, int place, string sentence)
    {
        Assert.Null(Query.Parse(text, OrganisationNames.None, out var mistake));
        Assert.Equal(place, mistake!.Place);
        Assert.Contains(sentence, mistake.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", mistake.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gas or oil", "'or' was looked for as a word. In capitals it joins words, as: gas OR oil.")]
    [InlineData("gas not oil", "'not' was looked for as a word. In capitals it joins words, as: gas NOT oil.")]
    [InlineData("gas OR \"war and peace\"", null)]
    public void A_word_that_may_have_been_meant_to_join_others_is_told(string text, string? doubt) => Assert.Equal(doubt, Parsed(text).Doubt);

    [Theory]
    [InlineData("RUSI", true)]
    [InlineData("rusi", true)]
    [InlineData("\"Royal United Services Institute\"", true)]
    [InlineData("org:RUSI", true)]
    [InlineData("org:\"royal united services institute\"", true)]
    [InlineData("WHO", true)]
    [InlineData("who", false)]
    [InlineData("org:Chatham", false)]
    [InlineData("org:who", false)]
    [InlineData("org:WHO OR rusi", true)]
    public void An_organisation_is_found_under_all_its_names(string text, bool isFound)
    {
        var names = new OrganisationNames([["RUSI", "Royal United Services Institute"], ["World Health Organization", "WHO"]]);
        var article = Titled("A world health organization report") with { Publisher = "Royal United Services Institute" };
        Assert.Equal(isFound, Query.Parse(text, names, out _)!.Match(Kept(article)) is not null);
    }

    [Theory]
    [InlineData("source:harbour", true)]
    [InlineData("source:harb*", true)]
    [InlineData("source:harb", false)]
    [InlineData("topic:trade", true)]
    [InlineData("lang:en", true)]
    [InlineData("lang:de", false)]
    [InlineData("has:original", false)]
    [InlineData("has:author", true)]
    [InlineData("after:2026-03-01", true)]
    [InlineData("after:2026-03-02", false)]
    [InlineData("after:2026", true)]
    [InlineData("before:2026-03-02", true)]
    [InlineData("before:2026-03", false)]
    public void What_is_known_of_an_article_can_be_asked_for(string text, bool isFound)
    {
        var article = Titled("Ferry") with { Topics = ["Trade"], Language = "en-GB", Authors = ["Ada Quay"], Published = Text.WrittenDate.Day(2026, 3, 1) };
        Assert.Equal(isFound, Parsed($"{text} ferry").Match(Kept(article)) is not null);
    }

    [Fact]
    public void An_undated_article_counts_by_the_day_it_was_first_seen()
    {
        var match = Parsed("after:2026-04-01 ferry").Match(Kept(Titled("Ferry")))!;
        Assert.Equal("first seen 2026-04-02", match.Reasons[0].Around);
    }

    [Theory]
    [InlineData("en", "going goes using pism wies welsh wales french spanish turkish aged policies understood better children ferries")]
    [InlineData("de", "häuser hausern aufgaben gesellschaften ölen übungen")]
    [InlineData("fr", "chevaux nationaux actions étrangères œuvres")]
    [InlineData("ru", "йодами ежами яблоками экономических")]
    public void A_stem_begins_as_its_word_does(string language, string words) =>
        Assert.All(words.Split(' '), word => Assert.StartsWith(word[..2], Stem.Of(word, language), StringComparison.Ordinal));

    [Theory]
    [InlineData("Denmark", "A Danish ferry leaves", "Danish")]
    [InlineData("danish", "Denmark has a ferry", "Denmark")]
    [InlineData("die", "A dying ferry", "dying")]
    [InlineData("dying", "A dying ferry", "dying")]
    public void A_form_that_begins_otherwise_is_found(string query, string title, string found)
    {
        var place = Assert.Single(Parsed(query).Match(Kept(Titled(title)))!.Places);
        Assert.Equal(found, title.Substring(place.Start, place.Length));
    }

    [Fact]
    public void A_form_that_begins_otherwise_has_its_place_among_the_others() =>
        Assert.Equal([2, 9, 26], Parsed("denmark").Match(Kept(Titled("A Danish Denmark, and one Danish")))!.Places.Select(place => place.Start));

    [Theory]
    [InlineData("defence", "defense")]
    [InlineData("defences", "Defenses")]
    [InlineData("organisation", "organizations")]
    [InlineData("organises", "organizing")]
    [InlineData("organised", "organized")]
    [InlineData("decarbonisation", "decarbonization")]
    [InlineData("militarised", "militarizing")]
    [InlineData("analysed", "analyze")]
    [InlineData("labour", "labor")]
    [InlineData("neighbouring", "neighboring")]
    [InlineData("behavioural", "behavioral")]
    [InlineData("centres", "center")]
    [InlineData("programmes", "program")]
    [InlineData("licensing", "licence")]
    [InlineData("modelling", "modeling")]
    [InlineData("manoeuvres", "maneuvers")]
    public void A_word_is_found_in_British_and_in_American_spelling_and_in_quotation_marks_in_its_own(string one, string other)
    {
        Assert.NotNull(Parsed(one).Match(Kept(Titled($"The {other} of it"))));
        Assert.NotNull(Parsed(other).Match(Kept(Titled($"The {one} of it"))));
        Assert.Null(Parsed($"\"{one}\"").Match(Kept(Titled($"The {other} of it"))));
    }

    [Theory]
    [InlineData("comprise comprises comprised comprising")]
    [InlineData("advertise advertises advertised")]
    [InlineData("raise raises raised raising")]
    [InlineData("promise promises promised")]
    [InlineData("supervise supervised supervising")]
    [InlineData("compromise compromises compromised compromising")]
    [InlineData("analyse analysed analysing analyze analyzed analyzing")]
    [InlineData("organise organises organising organize organizes organizing")]
    [InlineData("securitise securitised securitising securitize securitized securitizing")]
    [InlineData("favour favours favouring favor favors favoring")]
    public void Forms_of_a_word_stay_forms_of_it_in_both_spellings(string forms) => Assert.Single(forms.Split(' ').Select(form => Stem.Of(form, "en")).Distinct());

    [Theory]
    [InlineData("four", "for")]
    [InlineData("mourning", "morning")]
    [InlineData("rise", "rize")]
    [InlineData("comprise", "prize")]
    public void Words_that_only_look_like_two_spellings_stay_two(string one, string other) => Assert.Null(Parsed(one).Match(Kept(Titled($"The {other} of it"))));

    [Fact]
    public void Words_of_another_language_have_its_forms() =>
        Assert.NotNull(Parsed("Hafen").Match(Kept(Titled("Die Häfen des Nordens") with { Language = "de" })));

    [Fact]
    public void All_places_are_told_in_the_order_of_the_article()
    {
        var match = Parsed("ferry OR tide").Match(Kept(Titled("The ferry") with { Text = "Tide and ferries; the tide." }))!;
        Assert.Equal([("title", 4, 5), ("text", 0, 4), ("text", 9, 7), ("text", 22, 4)], match.Places.Select(place => (place.Field, place.Start, place.Length)));
    }

    [Fact]
    public void A_deep_or_long_query_is_told_to_be_shorter()
    {
        Assert.Null(Query.Parse(new string('(', 60) + "gas" + new string(')', 60), OrganisationNames.None, out var deep));
        Assert.Contains("deep", deep!.Sentence, StringComparison.Ordinal);
        Assert.Null(Query.Parse(string.Join(' ', Enumerable.Range(0, 300).Select(at => $"w{at}")), OrganisationNames.None, out var many));
        Assert.Contains("at most 200 words", many!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_in_a_text_or_a_query_breaks_nothing()
    {
        Assert.NotNull(Parsed("ferry").Match(Kept(Titled("A torn \uD83D ferry \uDE00"))));
        Assert.NotNull(Parsed("ferry \uD83D").Match(Kept(Titled("A ferry"))));
    }

    [Fact]
    public void Letters_beyond_the_first_plane_count_as_letters() => Assert.NotNull(Parsed("\U00010400").Match(Kept(Titled("Deseret \U00010428 letters"))));

    private static string Marked(MatchReason reason) => reason.Around.Substring(reason.Marks[0].Start, reason.Marks[0].Length);

    private static Query Parsed(string text) => Query.Parse(text, OrganisationNames.None, out var mistake) ?? throw new ArgumentException(mistake!.ToString());

    private static KeptArticle Kept(Article article) => new(1, new DateTimeOffset(2026, 4, 2, 8, 0, 0, TimeSpan.Zero), 1, article);

    private static Article Titled(string title) => new()
    {
        Source = SourceId.TryParse("harbour", out var id) ? id : default,
        Title = title,
        Text = "",
        Html = "",
        Original = OriginalLink.None,
    };
}
