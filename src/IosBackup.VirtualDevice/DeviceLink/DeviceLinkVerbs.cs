namespace IosBackup.VirtualDevice.DeviceLink;

/// <summary>Names of messages.</summary>
internal static class DeviceLinkVerbs
{
    public const string VersionExchange = "DLMessageVersionExchange";
    public const string DeviceReady = "DLMessageDeviceReady";
    public const string ProcessMessage = "DLMessageProcessMessage";
    public const string StatusResponse = "DLMessageStatusResponse";
    public const string Disconnect = "DLMessageDisconnect";
    public const string Ping = "DLMessagePing";
    public const string DownloadFiles = "DLMessageDownloadFiles";
    public const string UploadFiles = "DLMessageUploadFiles";
    public const string GetFreeDiskSpace = "DLMessageGetFreeDiskSpace";
    public const string PurgeDiskSpace = "DLMessagePurgeDiskSpace";
    public const string ContentsOfDirectory = "DLContentsOfDirectory";
    public const string CreateDirectory = "DLMessageCreateDirectory";
    public const string MoveItems = "DLMessageMoveItems";
    public const string MoveFiles = "DLMessageMoveFiles";
    public const string RemoveItems = "DLMessageRemoveItems";
    public const string RemoveFiles = "DLMessageRemoveFiles";
    public const string RemoveDirectory = "DLMessageRemoveDirectory";
    public const string CopyItem = "DLMessageCopyItem";

    /// <summary>Stands for a missing value: elements are never left out.</summary>
    public const string NoValue = "___EmptyParameterString___";
}
