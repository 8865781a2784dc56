using System.Linq;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>Where WhatsApp and WhatsApp Business keep their stores.</summary>
internal static class WhatsAppStores
{
    public const string BusinessDomain = "AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared";

    private static readonly string[] s_domains =
        ["AppDomainGroup-group.net.whatsapp.WhatsApp.shared", BusinessDomain];

    public static StoreDefinition Chats { get; } = Define("WhatsApp messages", "ChatStorage.sqlite");

    public static StoreDefinition Calls { get; } = Define("WhatsApp calls", "CallHistory.sqlite");

    /// <summary>A store beside another one, in the same domain.</summary>
    public static StoreDefinition Beside(RecordStore store, string name, string file) => new()
    {
        Name = name,
        Places = [new StorePlace(store.File.Domain, file)],
    };

    private static StoreDefinition Define(string name, string file) => new()
    {
        Name = name,
        Places = [.. s_domains.Select(domain => new StorePlace(domain, file))],
        HasMany = true,
    };
}
