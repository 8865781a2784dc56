namespace IosBackup.Engine.DeviceLink;

/// <summary>Hears what goes on in a DeviceLink conversation. Called from the conversation's own thread.</summary>
internal interface IDeviceLinkObserver
{
    /// <summary>The device asked for something.</summary>
    /// <param name="verb">The message's verb.</param>
    /// <param name="percent">The device's own estimate of the whole operation, 0 to 100, when it gave one.</param>
    void Requested(string verb, double? percent);

    /// <summary>A file was sent to the device.</summary>
    void FileSent(long bytes);

    /// <summary>The host refused a request or failed to carry it out.</summary>
    void Failed(string verb, DeviceLinkException failure);
}
