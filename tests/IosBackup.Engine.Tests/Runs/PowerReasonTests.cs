using System;
using System.Runtime.InteropServices;
using IosBackup.Engine.Runs;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

public sealed class PowerReasonTests
{
    /// <summary>Two numbers, then the larger of the two forms: a handle, two numbers and a pointer.</summary>
    [Fact]
    public void A_reason_has_the_layout_that_Windows_reads()
    {
        Assert.Equal(0, (int)Marshal.OffsetOf<PowerReason>(nameof(PowerReason.Version)));
        Assert.Equal(4, (int)Marshal.OffsetOf<PowerReason>(nameof(PowerReason.Flags)));
        Assert.Equal(8, (int)Marshal.OffsetOf<PowerReason>(nameof(PowerReason.Text)));
        Assert.Equal(16 + (2 * IntPtr.Size), Marshal.SizeOf<PowerReason>());
    }
}
