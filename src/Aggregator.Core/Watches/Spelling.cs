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

    private static readonly Way ToBritish = new(pair => (pair.American, pair.British));

    private static readonly Way ToAmerican = new(pair => (pair.British, pair.American));

    /// <summary>A word of an English text in both spellings; twice the same for nearly all.</summary>
    public static (string British, string American) Of(string word) => (ToBritish.Of(word), ToAmerican.Of(word));

    /// <summary>From one spelling to the other.</summary>
    private sealed class Way(Func<(string British, string American), (string From, string To)> turn)
    {
        private readonly FrozenDictionary<string, string> _words = Pairs.Select(turn).ToFrozenDictionary(pair => pair.From, pair => pair.To);
        private readonly (string From, string To)[] _beginnings = [.. Beginnings.Select(turn)];
        private readonly (string From, string To)[] _endings = [.. Endings.Select(turn)];

        public string Of(string word) => _words.GetValueOrDefault(word) ?? Begun(word) ?? Ended(word) ?? word;

        private string? Begun(string word)
        {
            var at = Array.FindIndex(_beginnings, pair => word.StartsWith(pair.From, StringComparison.Ordinal));
            return at < 0 ? null : _beginnings[at].To + word[_beginnings[at].From.Length..];
        }

        private string? Ended(string word)
        {
            var at = Array.FindIndex(_endings, pair => word.Length >= pair.From.Length + Shortest && word.EndsWith(pair.From, StringComparison.Ordinal));
            if (at < 0)
                return null;
            var before = word[..^_endings[at].From.Length];
            return AlwaysWithS.Any(part => before.EndsWith(part, StringComparison.Ordinal)) ? null : before + _endings[at].To;
        }
    }
}
