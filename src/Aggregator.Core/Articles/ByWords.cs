using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The words that lead a name in, in many languages.</summary>
internal static class ByWords
{
    /// <summary>What stands before a "by".</summary>
    private static readonly WordList Leads = new("written|posted|published|submitted|words|text|story|article|((opening|closing|welcom(e|ing)|keynote|prepared|introductory) )?(remarks|speech|statement|address|lecture|testimony)|rede|ansprache|discours|discurso|discorso|toespraak|tal|(ein )?interview|analysis|report(ed)?|created|geschrieben|(ein |blog |blog-)?beitrag|(ein )?artikel|(eine )?kolumne|kommentar|gastbeitrag|veröffentlicht|publié|recueilli|publicado|escrito|écrit|scritto|opublikowane");

    /// <summary>What leads a name in, with a colon or without.</summary>
    private static readonly WordList Bys = new("by|von|vom|par|por|di|da|door|av|af|autor[ae]?s?|autorin/autor|autor(in|innen|en|/in|:in|*in)?|verfasser(in)?|auteure?s?|authors?|autore|autori|автор|автори|szerző|yazar|kirjoittaja|posted|written by|redaktion|skribent|opracowanie");

    /// <summary>What does so with a colon alone.</summary>
    private static readonly WordList Labels = new("by|von|par|por|author|authors|autor|autorin|autoren|autor/in|verfasser|verfasserin|auteur|interview|text|texte?|texto|words|story|автор|文|作者|記者|撰文");

    /// <summary>How much of a line leads a name in: "By ", "Written by: ", "Author: "; 0 when nothing does.</summary>
    public static int In(string line)
    {
        var lead = Leads.LengthAt(line, 0, (text, at) => Blanks(text, at) > at);
        lead = lead == 0 ? 0 : Blanks(line, lead);
        foreach (var from in (ReadOnlySpan<int>)(lead == 0 ? [0] : [lead, 0]))
        {
            if (Bys.LengthAt(line, from, (text, at) => BehindBy(text, at) > 0) is > 0 and var by)
                return BehindBy(line, from + by);
        }
        return Labels.LengthAt(line, 0, IsColon) is > 0 and var label ? Blanks(line, Blanks(line, label) + 1) : 0;

        static bool IsColon(ReadOnlySpan<char> text, int at) => Blanks(text, at) is var colon && colon < text.Length && text[colon] is ':' or '：' or '／' or '/';
    }

    /// <summary>Where a name may begin behind a "by": behind a blank, before which a colon may stand; 0 where it may not.</summary>
    private static int BehindBy(ReadOnlySpan<char> text, int at)
    {
        var behind = Blanks(text, at);
        if (behind < text.Length && text[behind] is ':' or '：')
            (at, behind) = (behind + 1, Blanks(text, behind + 1));
        return behind > at ? behind : 0;
    }

    /// <summary>The first place from here on where no blank stands.</summary>
    private static int Blanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
