namespace IosBackup.Engine.Usbmux;

/// <summary>What the usbmux service reports while it is listened to.</summary>
public enum UsbmuxEventKind
{
    /// <summary>A device is there; sent for those already present as well.</summary>
    Attached,

    /// <summary>A device went away.</summary>
    Detached,

    /// <summary>A pair record was stored for a device.</summary>
    Paired,
}
