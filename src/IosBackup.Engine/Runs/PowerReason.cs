using System;
using System.Runtime.InteropServices;

namespace IosBackup.Engine.Runs;

/// <summary>Why something keeps Windows awake, as <c>powercfg /requests</c> shows it: its REASON_CONTEXT.</summary>
[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
internal struct PowerReason
{
    /// <summary>The reason is one text.</summary>
    public const uint SimpleText = 1;

    public uint Version;
    public uint Flags;

    [MarshalAs(UnmanagedType.LPWStr)]
    public string Text;

    // The other form of the reason has an id, a count and a list in the place of the text, and is larger.
    public uint Id;
    public uint Count;
    public IntPtr List;
}
