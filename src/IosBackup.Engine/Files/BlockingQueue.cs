using System.Collections.Generic;
using System.Threading;

namespace IosBackup.Engine.Files;

/// <summary>
/// A queue between threads whose takers sleep while it is empty. The framework's own spins first, which costs more
/// processor time than the writing of small files when there are few cores and much to do.
/// </summary>
/// <typeparam name="T">What is handed over.</typeparam>
/// <param name="capacity">Most that wait.</param>
internal sealed class BlockingQueue<T>(int capacity = int.MaxValue)
{
    private readonly Queue<T> _items = new();
    private bool _isClosed;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_items)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Hands one over, waiting while it is full; false when the queue takes no more.</summary>
    public bool TryAdd(T item)
    {
        lock (_items)
        {
            while (_items.Count >= capacity && !_isClosed)
            {
                Monitor.Wait(_items);
            }

            if (_isClosed)
            {
                return false;
            }

            // One is enough for one item, and nobody waits with room to add.
            _items.Enqueue(item);
            Monitor.Pulse(_items);
            return true;
        }
    }

    /// <summary>Takes the next one, waiting for it; false when there is none and will be none.</summary>
    public bool TryTake(out T item)
    {
        lock (_items)
        {
            while (_items.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_items);
            }

            if (_items.Count == 0)
            {
                item = default!;
                return false;
            }

            item = _items.Dequeue();
            if (_items.Count == capacity / 2)
            {
                // Not for each one that is taken: whoever fills a full queue would sleep and wake for every item.
                Monitor.PulseAll(_items);
            }

            return true;
        }
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (_items)
        {
            _isClosed = true;
            Monitor.PulseAll(_items);
        }
    }
}
