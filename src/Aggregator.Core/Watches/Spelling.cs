using System.Collections.Frozen;

namespace Aggregator.Watches;

/// <summary>Words that are spelled one way in Britain and another in America, so that "defence" finds "defense".</summary>
/// <remarks>Both begin with the same two letters, as stems must: sceptics and skeptics stay two.</remarks>
internal static class Spelling
{
    private static readonly (string British, string American)[] Pairs = [.. (
        "acknowledgement acknowledgment  ageing aging  aluminium aluminum  archaeology archeology  artefact artifact  calibre caliber  catalogue catalog  centre center  "
        + "defence defense  dialogue dialog  enrol enroll  enrolment enrollment  fibre fiber  fulfil fulfill  fulfilment fulfillment  grey gray  instalment installment  "
        + "judgement judgment  kilometre kilometer  licence license  litre liter  manoeuvre maneuver  metre meter  mould mold  offence offense  paediatric pediatric  plough plow  "
        + "practise practice  pretence pretense  programme program  skilful skillful  spectre specter  theatre theater")
        .Split("  ").Select(pair => pair.Split(' ')).Select(pair => (pair[0], pair[1]))];

    private static readonly FrozenDictionary<string, string> ToAmerican = Pairs.ToFrozenDictionary(pair => pair.British, pair => pair.American);

    private static readonly FrozenDictionary<string, string> ToBritish = Pairs.ToFrozenDictionary(pair => pair.American, pair => pair.British);

    /// <summary>What begins so in Britain has "or" for "our" in America.</summary>
    private static readonly (string British, string American)[] Beginnings =
        [.. "armour behaviour colour endeavour favour flavour harbour honour humour labour misdemeanour neighbour rumour vapour vigour".Split(' ').Select(word => (word, word[..^2] + "r"))];

    /// <summary>What ends so in Britain has a z in America.</summary>
    private static readonly (string British, string American)[] Endings =
        [.. "ise ised ises iser isers ising isable isation isations isational yse ysed yser ysing".Split(' ').Select(ending => (ending, ending[..1] + "z" + ending[2..]))];

    /// <summary>What stands before such an ending where it has an s in America, too: advise, supervise, likewise.</summary>
    private static readonly string[] AlwaysWithS =
        [.. "adv advert appra bru chast circumc compr conc cru dem desp dev disgu enterpr exc exerc expert franch improv inc merchand parad pra prec prem prom rev superv surm surpr telev treat w".Split(' ')];

    /// <summary>So many letters stand before such an ending, or it is none: rise, size.</summary>
    private const int Shortest = 3;

    /// <summary>A word of an English text in both spellings; twice the same for nearly all.</summary>
    public static (string British, string American) Of(string word) => (
        ToBritish.GetValueOrDefault(word) ?? Begun(word, pair => pair.American, pair => pair.British) ?? Ended(word, pair => pair.American, pair => pair.British) ?? word,
        ToAmerican.GetValueOrDefault(word) ?? Begun(word, pair => pair.British, pair => pair.American) ?? Ended(word, pair => pair.British, pair => pair.American) ?? word);

    private static string? Begun(string word, Func<(string British, string American), string> from, Func<(string British, string American), string> to)
    {
        var at = Array.FindIndex(Beginnings, pair => word.StartsWith(from(pair), StringComparison.Ordinal));
        return at < 0 ? null : to(Beginnings[at]) + word[from(Beginnings[at]).Length..];
    }

    private static string? Ended(string word, Func<(string British, string American), string> from, Func<(string British, string American), string> to)
    {
        var at = Array.FindIndex(Endings, pair => word.Length >= from(pair).Length + Shortest && word.EndsWith(from(pair), StringComparison.Ordinal));
        if (at < 0)
            return null;
        var before = word[..^from(Endings[at]).Length];
        return AlwaysWithS.Any(part => before.EndsWith(part, StringComparison.Ordinal)) ? null : before + to(Endings[at]);
    }
}
