namespace IosBackup.Engine.Records.Messages;

/// <summary>Where Messages keeps its store and its attachments.</summary>
internal static class MessageStore
{
    public const string AttachmentDomain = "MediaDomain";

    public static StoreDefinition Definition { get; } = new()
    {
        Name = "Messages",
        Places = [new("HomeDomain", "Library/SMS/sms.db")],
    };
}
