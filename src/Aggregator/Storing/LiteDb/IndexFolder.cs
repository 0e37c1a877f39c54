using Lucene.Net.Store;
using Microsoft.Win32.SafeHandles;

namespace Aggregator.Storing.LiteDb;

/// <summary>The folder of the search index, whose files are read by their handles alone.</summary>
/// <remarks>Lucene.NET reads through streams, which ask for the file's length and copy once more each time: a third of what a search in the index took.</remarks>
internal sealed class IndexFolder(string path) : NIOFSDirectory(path, NoLockFactory.GetNoLockFactory())
{
    public override IndexInput OpenInput(string name, IOContext context)
    {
        EnsureOpen();
        return IndexFile.Open(Path.Combine(Directory.FullName, name), context);
    }

    public override IndexInputSlicer CreateSlicer(string name, IOContext context) => new Slicer((IndexFile)OpenInput(name, context));

    /// <summary>A file that holds several.</summary>
    private sealed class Slicer(IndexFile whole) : IndexInputSlicer
    {
        public override IndexInput OpenSlice(string sliceDescription, long offset, long length) => whole.Part(offset, length);

        [Obsolete("Only for old indexes.")]
        public override IndexInput OpenFullSlice() => whole.Part(0, whole.Length);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                whole.Dispose();
        }
    }

    /// <summary>A file, or a part of one; only who opened it closes it.</summary>
    private sealed class IndexFile(SafeFileHandle file, string name, long from, long length, int room) : BufferedIndexInput(name, room)
    {
        private bool _isOwner;

        public override long Length => length;

        public static IndexFile Open(string path, IOContext context)
        {
            var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new IndexFile(file, path, 0, RandomAccess.GetLength(file), GetBufferSize(context)) { _isOwner = true };
        }

        public IndexFile Part(long offset, long count) => new(file, ToString(), from + offset, count, BufferSize);

        public override object Clone()
        {
            var clone = (IndexFile)base.Clone();
            clone._isOwner = false;
            return clone;
        }

        protected override void ReadInternal(byte[] b, int offset, int count)
        {
            for (var at = Position; count > 0;)
            {
                var read = RandomAccess.Read(file, b.AsSpan(offset, count), from + at);
                if (read == 0)
                    throw new EndOfStreamException($"{this} ends before it should.");
                (at, offset, count) = (at + read, offset + read, count - read);
            }
        }

        protected override void SeekInternal(long pos)
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && _isOwner)
                file.Dispose();
        }
    }
}
