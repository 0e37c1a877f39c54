namespace Aggregator.Text;

/// <summary>The words between two tags of a page, as they stand there.</summary>
public sealed class PageText : PageNode
{
    internal PageText(string data) => Data = data;

    public string Data { get; internal set; }
}
