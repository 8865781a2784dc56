namespace IosBackup.VirtualDevice.Mux;

/// <summary>Result numbers of usbmux. Verbs about pair records answer with an errno instead.</summary>
internal static class MuxResult
{
    public const int Ok = 0;
    public const int BadCommand = 1;
    public const int BadDevice = 2;
    public const int ConnectionRefused = 3;
    public const int BadVersion = 6;

    /// <summary>ENOENT: there is no such pair record.</summary>
    public const int NoEntry = 2;

    /// <summary>EINVAL: the identifier or the record is missing.</summary>
    public const int InvalidArgument = 22;
}
