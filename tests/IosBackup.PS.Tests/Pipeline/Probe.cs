using System.Threading;

namespace IosBackup.PS.Tests.Pipeline;

/// <summary>What a test cmdlet's work did, seen from outside the pipeline.</summary>
public sealed class Probe
{
    private int _posted;
    private int _running;
    private int _mostRunning;
    private int _unwound;

    /// <summary>Set when the work has begun.</summary>
    public ManualResetEventSlim Begun { get; } = new();

    public int Posted => _posted;

    /// <summary>How much work ran at the same time at the most.</summary>
    public int MostRunning => _mostRunning;

    /// <summary>How much work is running now.</summary>
    public int Running => _running;

    /// <summary>How much work has done its clean-up.</summary>
    public int Unwound => _unwound;

    public void CountPost() => Interlocked.Increment(ref _posted);

    public void Enter()
    {
        int now = Interlocked.Increment(ref _running);
        int most;
        while (now > (most = _mostRunning) && Interlocked.CompareExchange(ref _mostRunning, now, most) != most)
        {
        }

        Begun.Set();
    }

    public void Leave()
    {
        Interlocked.Increment(ref _unwound);
        Interlocked.Decrement(ref _running);
    }
}
