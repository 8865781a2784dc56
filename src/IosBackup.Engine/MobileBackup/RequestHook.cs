using System;
using IosBackup.Engine.DeviceLink;

namespace IosBackup.Engine.MobileBackup;

/// <summary>Passes everything on to an observer, and tells once when the device first asks for something.</summary>
internal sealed class RequestHook(IDeviceLinkObserver inner, Action firstRequest) : IDeviceLinkObserver
{
    private Action? _firstRequest = firstRequest;

    public void Requested(string verb, double? percent)
    {
        _firstRequest?.Invoke();
        _firstRequest = null;
        inner.Requested(verb, percent);
    }

    public void FileSent(long bytes) => inner.FileSent(bytes);

    public void Failed(string verb, DeviceLinkException failure) => inner.Failed(verb, failure);
}
