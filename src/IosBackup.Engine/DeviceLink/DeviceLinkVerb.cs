namespace IosBackup.Engine.DeviceLink;

/// <summary>The verbs that open DeviceLink messages, and the word that stands for "no value".</summary>
internal static class DeviceLinkVerb
{
    public const string Empty = "___EmptyParameterString___";

    public const string VersionExchange = "DLMessageVersionExchange";
    public const string VersionsOk = "DLVersionsOk";
    public const string DeviceReady = "DLMessageDeviceReady";
    public const string ProcessMessage = "DLMessageProcessMessage";
    public const string Disconnect = "DLMessageDisconnect";
    public const string Ping = "DLMessagePing";
    public const string StatusResponse = "DLMessageStatusResponse";

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
}
