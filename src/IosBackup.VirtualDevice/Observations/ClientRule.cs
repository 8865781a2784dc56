namespace IosBackup.VirtualDevice.Observations;

/// <summary>What a well-behaved client of a phone does.</summary>
public enum ClientRule
{
    /// <summary>Every request of the phone is answered exactly once.</summary>
    AnswerOnce,

    /// <summary>A status response has four elements of the right types.</summary>
    FourElementStatus,

    /// <summary>Status codes are those of DeviceLink.</summary>
    KnownStatusCode,

    /// <summary>A file is sent under the very name that the phone asked for.</summary>
    EchoName,

    /// <summary>Blocks sent to the phone have no more than 64 KiB.</summary>
    BlockSize,

    /// <summary>The list of files sent to the phone ends with a zero.</summary>
    ZeroTerminator,

    /// <summary>The stated free space is not more than there is.</summary>
    TruthfulFreeSpace,

    /// <summary>The link is ended with a disconnect message.</summary>
    DisconnectAtEnd,

    /// <summary>The sync lock is held before a backup starts.</summary>
    LockTaken,

    /// <summary>The sync lock is released.</summary>
    LockReleased,

    /// <summary>The end of a sync is announced.</summary>
    SyncDidFinish,

    /// <summary>The escrow bag is sent when the backup service is started.</summary>
    EscrowBagSent,

    /// <summary>A request names exactly this phone.</summary>
    TargetIdentifier,

    /// <summary>A readable Info.plist is there before a backup starts.</summary>
    InfoPlistFirst,
}
