using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Services;

/// <summary>What AFC's status codes mean to us.</summary>
internal static class AfcErrors
{
    public static EngineException ToException(AfcStatus status, AfcOperation operation, string? path) =>
        new(KindOf(status), $"AFC {operation}: {status}.") { Target = path, DeviceError = status.ToString() };

    private static ErrorKind KindOf(AfcStatus status) => status switch
    {
        AfcStatus.NotFound => ErrorKind.ItemNotFound,
        AfcStatus.NoSpaceLeft => ErrorKind.DeviceFull,
        AfcStatus.WouldBlock or AfcStatus.Busy => ErrorKind.DeviceBusy,
        AfcStatus.BadHeader or AfcStatus.UnknownPacketType => ErrorKind.ProtocolViolation,
        _ => ErrorKind.DeviceFailed,
    };
}
