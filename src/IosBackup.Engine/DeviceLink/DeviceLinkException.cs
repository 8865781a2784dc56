using System;

namespace IosBackup.Engine.DeviceLink;

/// <summary>A request of the device that the host refuses or fails to carry out, as the status it is answered with.</summary>
internal sealed class DeviceLinkException(DeviceLinkStatus status, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public DeviceLinkStatus Status { get; } = status;
}
