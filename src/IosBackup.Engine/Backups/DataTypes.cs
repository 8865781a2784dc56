using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Tells the type of a file from where it lies. Stores moved between domains over the years; all their places are
/// listed, whatever iOS a backup comes from.
/// </summary>
public static class DataTypes
{
    private const string Home = "HomeDomain";
    private const string CameraRoll = "CameraRollDomain";
    private const string Media = "MediaDomain";
    private const string Wireless = "WirelessDomain";

    /// <summary>The one table: of the rules that fit, the first decides.</summary>
    private static readonly DataTypeRule[] s_rules =
    [
        new(DataType.Messages, Home, "Library/SMS"),
        new(DataType.Messages, Home, "Library/MessagesMetaData"),
        new(DataType.Messages, Media, "Library/SMS"),
        new(DataType.Messages, "AppDomain-com.apple.MobileSMS"),
        new(DataType.Contacts, Home, "Library/AddressBook"),
        new(DataType.Contacts, Home, "Library/ContactsMetadata"),
        new(DataType.Contacts, "AppDomain-com.apple.MobileAddressBook"),
        new(DataType.CallHistory, Home, "Library/CallHistoryDB"),
        new(DataType.CallHistory, Home, "Library/CallHistoryTransactions"),
        new(DataType.CallHistory, Wireless, "Library/CallHistory"),
        new(DataType.Videos, CameraRoll, null, [".mov", ".mp4", ".m4v", ".3gp", ".avi", ".mpg"]),
        new(DataType.Photos, CameraRoll),
        new(DataType.Photos, Media, "Media/PhotoStreamsData"),
        new(DataType.Photos, Media, "Media/PhotoData"),
        new(DataType.Photos, Home, "Library/Photos"),
        new(DataType.Notes, "AppDomainGroup-group.com.apple.notes"),
        new(DataType.Notes, "AppDomainGroup-group.com.apple.notes.import"),
        new(DataType.Notes, "AppDomain-com.apple.mobilenotes"),
        new(DataType.Notes, Home, "Library/Notes"),
        new(DataType.Calendar, Home, "Library/Calendar"),
        new(DataType.Calendar, "AppDomain-com.apple.mobilecal"),
        new(DataType.Reminders, "AppDomainGroup-group.com.apple.reminders"),
        new(DataType.Reminders, "AppDomain-com.apple.reminders"),
        new(DataType.Reminders, Home, "Library/Reminders"),
        new(DataType.Voicemail, Home, "Library/Voicemail"),
        new(DataType.VoiceMemos, "AppDomainGroup-group.com.apple.VoiceMemos.shared"),
        new(DataType.VoiceMemos, "AppDomain-com.apple.VoiceMemos"),
        new(DataType.VoiceMemos, Media, "Media/Recordings"),
        new(DataType.VoiceMemos, Media, "Library/Recordings"),
        new(DataType.Safari, Home, "Library/Safari"),
        new(DataType.Safari, "AppDomain-com.apple.mobilesafari"),
        new(DataType.Safari, "AppDomainGroup-group.com.apple.safari"),
        new(DataType.Mail, Home, "Library/Mail"),
        new(DataType.Mail, "AppDomain-com.apple.mobilemail"),
        new(DataType.Mail, "AppDomainGroup-group.com.apple.mail"),
        new(DataType.Health, "HealthDomain"),
        new(DataType.Health, "AppDomain-com.apple.Health"),
        new(DataType.Keychain, "KeychainDomain"),
        new(DataType.HomeScreen, Home, "Library/SpringBoard"),
        new(DataType.HomeScreen, Home, "Library/FrontBoard"),
        new(DataType.HomeScreen, Home, "Library/WebClips"),
        new(DataType.Accounts, Home, "Library/Accounts"),
        new(DataType.Wallet, Home, "Library/Passes"),
        new(DataType.Wallet, "AppDomain-com.apple.Passbook"),
        new(DataType.Settings, Home, "Library/Preferences"),
        new(DataType.Settings, Home, "Library/ConfigurationProfiles"),
        new(DataType.Settings, Home, "Library/UserConfigurationProfiles"),
        new(DataType.Settings, Home, "Library/Accessibility"),
        new(DataType.Settings, Home, "Library/ControlCenter"),
        new(DataType.Settings, Home, "Library/TCC"),
        new(DataType.Settings, "RootDomain", "Library/Preferences"),
        new(DataType.Settings, Wireless, "Library/Preferences"),
        new(DataType.Settings, "SystemPreferencesDomain"),
        new(DataType.Settings, "ManagedPreferencesDomain"),
        new(DataType.Settings, "KeyboardDomain"),
        new(DataType.Settings, "SysSharedContainerDomain-systemgroup.com.apple.configurationprofiles"),
        new(DataType.Media, Media),
        new(DataType.Media, "TonesDomain"),
        new(DataType.Media, "BooksDomain"),
        new(DataType.WhatsApp, "AppDomain-net.whatsapp.*"),
        new(DataType.WhatsApp, "AppDomainGroup-group.net.whatsapp.*"),
        new(DataType.WhatsApp, "AppDomainPlugin-net.whatsapp.*"),
        new(DataType.AppData, "AppDomain-*"),
        new(DataType.AppData, "AppDomainGroup-*"),
        new(DataType.AppData, "AppDomainPlugin-*"),
        new(DataType.AppData, "AppDomainPlaceholder-*"),
    ];

    private static readonly Dictionary<string, DataTypeRule[]> s_rulesOfOneDomain = s_rules
        .Where(static rule => rule.IsExact)
        .GroupBy(static rule => rule.Domain)
        .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);

    private static readonly DataTypeRule[] s_rulesOfManyDomains = [.. s_rules.Where(static rule => !rule.IsExact)];

    /// <summary>The type of a file.</summary>
    public static DataType Of(BackupFile file) => Of(file.Domain, file.RelativePath);

    /// <summary>The type of what lies at a path of a domain.</summary>
    public static DataType Of(string domain, string relativePath)
    {
        if (s_rulesOfOneDomain.TryGetValue(domain, out DataTypeRule[]? rules))
        {
            return First(rules, domain, relativePath);
        }

        return First(s_rulesOfManyDomains, domain, relativePath);
    }

    /// <summary>
    /// Where the files of some types may lie: all of them and some others. Empty when they may lie anywhere.
    /// </summary>
    public static IReadOnlyList<FileScope> ScopesOf(IReadOnlyCollection<DataType> types) =>
        types.Contains(DataType.Other)
            ? []
            : [.. s_rules.Where(rule => types.Contains(rule.Type)).SelectMany(static rule => rule.ToScopes())];

    private static DataType First(DataTypeRule[] rules, string domain, string path)
    {
        foreach (DataTypeRule rule in rules)
        {
            if (rule.FitsDomain(domain) && rule.FitsPath(path))
            {
                return rule.Type;
            }
        }

        return DataType.Other;
    }
}
