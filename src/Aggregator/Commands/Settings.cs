using Aggregator.Digesting;
using Aggregator.Fetching;
using Aggregator.Mailing;
using Aggregator.Polling;
using Aggregator.Serving;
using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Aggregator.Commands;

/// <summary>All settings: appsettings.json beside the program, then in the working folder, then AGGREGATOR_….</summary>
internal sealed record Settings(FetchingSettings Fetching, PollingSettings Polling, MailingSettings Mailing, DigestingSettings Digesting, ServingSettings Serving, RetentionSettings Retention)
{
    /// <summary>The settings, or everything that is wrong with them.</summary>
    /// <param name="sources">All sources of the feeds file, for a verb that asks them; null for one that does not.</param>
    public static Settings? Load(IReadOnlyList<Source>? sources, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        problems = found;
        if (Configuration(found) is not { } configuration)
            return null;
        found.AddRange(MailingSettings.Secrets.Where(key => configuration.Providers.OfType<JsonConfigurationProvider>().Any(file => file.TryGet($"Mailing:{key}", out _)))
            .Select(key => $"Mailing:{key} stands in appsettings.json, where a secret must not be. Move it to the environment: AGGREGATOR_Mailing__{key.Replace(":", "__", StringComparison.Ordinal)}."));
        found.AddRange(configuration.Providers.OfType<JsonConfigurationProvider>().SelectMany(SecretsOfFetching));
        var settings = new Settings(
            Bound<FetchingSettings>(configuration, "Fetching", found), Bound<PollingSettings>(configuration, "Polling", found),
            Bound<MailingSettings>(configuration, "Mailing", found), Bound<DigestingSettings>(configuration, "Digesting", found), Bound<ServingSettings>(configuration, "Serving", found),
            Bound<RetentionSettings>(configuration, "Retention", found));
        found.AddRange(settings.Problems());
        if (sources is not null)
            found.AddRange(FetchingSettings.Strangers(configuration.GetSection("Fetching:Sources").GetChildren().Select(child => child.Key), [.. sources.Select(source => source.Id.Value)]).Concat(settings.Retention.Strangers(sources)));
        return found.Count == 0 ? settings : null;
    }

    private IEnumerable<string> Problems() => [.. Fetching.Problems(), .. Polling.Problems(), .. Mailing.Problems(), .. Digesting.Problems(), .. Serving.Problems(), .. Retention.Problems()];

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
        problems.AddRange(SettingKeys.Problems(section, typeof(T)));
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
