namespace IosBackup.Engine.MobileBackup;

/// <summary>What a run is doing, in the order in which it happens.</summary>
public enum BackupPhase
{
    /// <summary>Reaching the device and its services.</summary>
    Connecting,

    /// <summary>Preparing the repository: recovery, cloning the newest generation.</summary>
    PreparingRepository,

    /// <summary>The device shows its passcode question.</summary>
    WaitingForPasscode,

    /// <summary>The device compares itself with the last backup; minutes of silence are normal.</summary>
    PreparingDevice,

    /// <summary>Files arrive.</summary>
    ReceivingFiles,

    /// <summary>Files travel to the device.</summary>
    SendingFiles,

    /// <summary>The device puts what arrived in order and checks it.</summary>
    Finishing,

    /// <summary>The host checks what it has.</summary>
    Verifying,

    /// <summary>The new generation is made durable and put in place.</summary>
    Committing,
}
