namespace IosBackup.VirtualDevice.Faults;

/// <summary>A frame that a host must refuse, sent in the middle of the upload.</summary>
public enum BrokenFrame
{
    /// <summary>A message that states 4 GiB.</summary>
    HugeMessage,

    /// <summary>A message of zero bytes.</summary>
    EmptyMessage,

    /// <summary>A message that is no property list.</summary>
    GarbageMessage,

    /// <summary>A file name that states 4 GiB.</summary>
    HugeName,

    /// <summary>A block that states 4 GiB.</summary>
    HugeBlock,

    /// <summary>A block of zero bytes, which leaves no room for its code.</summary>
    EmptyBlock,

    /// <summary>The connection ends within a block.</summary>
    TornBlock,
}
