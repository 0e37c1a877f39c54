using Aggregator.Digesting;
using Aggregator.Fetching;
using Aggregator.Mailing;
using Aggregator.Polling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Aggregator.Commands;

/// <summary>All settings: appsettings.json beside the program, then in the working folder, then AGGREGATOR_….</summary>
internal sealed record Settings(FetchingSettings Fetching, PollingSettings Polling, MailingSettings Mailing, DigestingSettings Digesting)
{
    /// <summary>The settings, or everything that is wrong with them.</summary>
    public static Settings? Load(out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        problems = found;
        if (Configuration(found) is not { } configuration)
            return null;
        if (configuration.Providers.OfType<JsonConfigurationProvider>().Any(file => file.TryGet("Mailing:Password", out _)))
            found.Add("Mailing:Password stands in appsettings.json, where a secret must not be. Move it to the environment: AGGREGATOR_Mailing__Password.");
        found.AddRange(configuration.Providers.OfType<JsonConfigurationProvider>().SelectMany(SecretsOfFetching));
        var settings = new Settings(
            Bound<FetchingSettings>(configuration, "Fetching", found), Bound<PollingSettings>(configuration, "Polling", found),
            Bound<MailingSettings>(configuration, "Mailing", found), Bound<DigestingSettings>(configuration, "Digesting", found));
        found.AddRange(settings.Problems());
        return found.Count == 0 ? settings : null;
    }

    private IEnumerable<string> Problems() => [.. Fetching.Problems(), .. Polling.Problems(), .. Mailing.Problems(), .. Digesting.Problems()];

    /// <summary>What a file says below Fetching and only the environment may say.</summary>
    private static IEnumerable<string> SecretsOfFetching(JsonConfigurationProvider file) =>
        from entry in new ConfigurationRoot([file]).GetSection("Fetching").AsEnumerable(makePathsRelative: true)
        where entry.Value is { Length: > 0 } value && FetchingSettings.IsSecret(entry.Key, value)
        select $"Fetching:{entry.Key} stands in appsettings.json, where a secret must not be. Move it to the environment: AGGREGATOR_Fetching__{entry.Key.Replace(":", "__", StringComparison.Ordinal)}.";

    private static IConfigurationRoot? Configuration(List<string> problems)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
                .AddEnvironmentVariables("AGGREGATOR_")
                .Build();
        }
        catch (InvalidDataException e)
        {
            problems.Add($"{e.Message} {e.InnerException?.Message}".Trim());
            return null;
        }
    }

    private static T Bound<T>(IConfiguration configuration, string name, List<string> problems)
        where T : new()
    {
        var section = configuration.GetSection(name);
        var known = typeof(T).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        problems.AddRange(section.GetChildren().Where(child => !known.Contains(child.Key)).Select(child => $"{child.Path} is not a setting: {name} has {string.Join(", ", known.Order(StringComparer.Ordinal))}."));
        try
        {
            return section.Get<T>() ?? new T();
        }
        catch (InvalidOperationException e)
        {
            problems.Add($"The settings in {name} cannot be read: {e.Message}");
            return new T();
        }
    }
}
