using System;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>What is wrong with the way between a phone and the computer. Takes effect at once.</summary>
public sealed class Cable
{
    private readonly object _lock = new();
    private long? _bytesLeft;

    /// <summary>How long a connection to the phone takes to open.</summary>
    public TimeSpan ConnectDelay { get; set; }

    /// <summary>How long every piece from the phone takes to arrive.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>
    /// Largest piece in which the phone's bytes arrive; 1 delivers byte by byte. Null leaves them as they are sent.
    /// </summary>
    public int? LargestPiece { get; set; }

    /// <summary>Whether the cable has been cut. Every connection is closed then, and new ones are refused.</summary>
    public bool IsCut
    {
        get
        {
            lock (_lock)
            {
                return _bytesLeft == 0;
            }
        }
    }

    /// <summary>Raised once when the cable is cut.</summary>
    internal event Action? Cut;

    /// <summary>Cuts the cable as soon as this many more bytes have gone through it, in both directions together.</summary>
    public void CutAfter(long bytes)
    {
        lock (_lock)
        {
            _bytesLeft = bytes;
        }

        if (bytes == 0)
        {
            Cut?.Invoke();
        }
    }

    /// <summary>Makes a cut cable whole again.</summary>
    public void Mend()
    {
        lock (_lock)
        {
            _bytesLeft = null;
        }
    }

    /// <summary>Counts bytes that want to go through; returns how many of them still do.</summary>
    internal int Pass(int count)
    {
        bool cut;
        lock (_lock)
        {
            if (_bytesLeft is not long left)
            {
                return count;
            }

            count = (int)Math.Min(count, left);
            _bytesLeft = left - count;
            cut = left > 0 && _bytesLeft == 0;
        }

        if (cut)
        {
            Cut?.Invoke();
        }

        return count;
    }
}
