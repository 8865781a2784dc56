namespace IosBackup.VirtualDevice.Mux;

/// <summary>How a phone hangs on the computer. The names are the protocol's.</summary>
public enum LinkKind
{
    /// <summary>By cable.</summary>
    Usb,

    /// <summary>By Wi-Fi: it cannot pair, and stays up only while heartbeats are answered.</summary>
    Network,
}
