using System.Runtime.InteropServices;

namespace Aggregator.Articles;

/// <summary>The blocks of a page by a number that some have in common: each number is looked up once, and what is known of its blocks stands in an array.</summary>
internal sealed class BlockGroups
{
    private readonly int[] _groups;

    public BlockGroups(int blocks, Func<int, uint> numberOf)
    {
        _groups = new int[blocks];
        var known = new Dictionary<uint, int>(blocks / 2);
        for (var block = 0; block < blocks; block++)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(known, numberOf(block), out var isKnown);
            if (!isKnown)
                group = Count++;
            _groups[block] = group;
        }
    }

    public int Count { get; private set; }

    /// <summary>The place of a block's group, from 0 on.</summary>
    public int Of(int block) => _groups[block];
}
