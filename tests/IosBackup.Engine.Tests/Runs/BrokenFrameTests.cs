using System;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.VirtualDevice.Faults;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>Frames that cannot be. What they cost is measured for the whole process, so nothing else runs.</summary>
[Collection(Alone.Name)]
public sealed class BrokenFrameTests
{
    public static TheoryData<BrokenFrame> Frames => [.. Enum.GetValues<BrokenFrame>()];

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_frame_that_cannot_be_ends_the_run_without_taking_memory_for_it(BrokenFrame frame)
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Faults.BrokenFrame = frame;
        long before = GC.GetTotalAllocatedBytes();

        EngineException broken = await bench.FailAsync();

        Assert.Equal(
            frame == BrokenFrame.TornBlock ? ErrorKind.DeviceDisconnected : ErrorKind.ProtocolViolation,
            Normalize(broken.Kind));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1_000_000_000);
        bench.Phone.Faults.BrokenFrame = null;
        await bench.RecoverAsync();
    }

    /// <summary>A huge name is refused as a path by then; what counts is that the run ended at once.</summary>
    private static ErrorKind Normalize(ErrorKind kind) =>
        kind == ErrorKind.UnsafePath ? ErrorKind.ProtocolViolation : kind;
}
