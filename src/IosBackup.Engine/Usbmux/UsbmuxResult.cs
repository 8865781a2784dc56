namespace IosBackup.Engine.Usbmux;

/// <summary>
/// The numbers in results of <c>Connect</c> and <c>Listen</c>. Results of the pair record verbs hold an errno instead.
/// </summary>
internal enum UsbmuxResult
{
    Ok = 0,
    BadCommand = 1,
    BadDevice = 2,
    ConnectionRefused = 3,
    BadVersion = 6,
}
