using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>Makes what lies in the columns <c>message_summary_info</c> and <c>payload_data</c>.</summary>
internal static class MessagePayloads
{
    /// <summary>The history of edited and unsent bubbles.</summary>
    /// <param name="lengths">The length of each bubble's first text.</param>
    /// <param name="edits">By bubble, its texts from the first to the current one with their times.</param>
    /// <param name="unsent">The bubbles that were unsent.</param>
    public static byte[] Edits(
        IReadOnlyList<int> lengths,
        IReadOnlyDictionary<int, IReadOnlyList<(DateTimeOffset Date, string Text)>> edits,
        params int[] unsent)
    {
        PlistDictionary ranges = new();
        int start = 0;
        for (int i = 0; i < lengths.Count; i++)
        {
            ranges[Key(i)] = new PlistDictionary { ["lo"] = start, ["le"] = lengths[i] };
            start += lengths[i];
        }

        PlistDictionary info = new() { ["otr"] = ranges, ["ust"] = true };
        if (edits.Count > 0)
        {
            PlistDictionary history = new();
            foreach (KeyValuePair<int, IReadOnlyList<(DateTimeOffset Date, string Text)>> edit in edits)
            {
                history[Key(edit.Key)] = new PlistArray(edit.Value.Select(static version => new PlistDictionary
                {
                    ["d"] = PhoneTime.Cocoa(version.Date),
                    ["t"] = AttributedText.Plain(version.Text),
                }));
            }

            info["ec"] = history;
        }

        if (unsent.Length > 0)
        {
            info["rp"] = new PlistArray(unsent.Select(static part => (PlistNode)part));
        }

        return PropertyList.ToBinary(info);
    }

    /// <summary>The property list of a message that is not sent yet; its text is archived with keys.</summary>
    public static byte[] Draft(string text)
    {
        KeyedArchiveWriter archive = new();
        PlistUid attributed = archive.Object(
            ["NSMutableAttributedString", "NSAttributedString", "NSObject"],
            ("NSString", archive.Value(text)),
            ("NSAttributes", archive.Dictionary()));
        return PropertyList.ToBinary(new PlistDictionary { ["text"] = archive.ToBytes(attributed) });
    }

    /// <summary>The preview of a link.</summary>
    public static byte[] Link(string url, string title, string summary, string siteName)
    {
        KeyedArchiveWriter archive = new();
        PlistUid metadata = archive.Object(
            ["LPLinkMetadata", "NSObject"],
            ("version", 1),
            ("URL", archive.Url(url)),
            ("originalURL", archive.Url(url)),
            ("title", archive.Value(title)),
            ("summary", archive.Value(summary)),
            ("siteName", archive.Value(siteName)));
        return archive.ToBytes(archive.Object(
            ["RichLink", "NSObject"], ("richLinkIsPlaceholder", false), ("richLinkMetadata", metadata)));
    }

    /// <summary>A bubble that an app's extension draws.</summary>
    public static byte[] App(string url, string appName, string caption, string subcaption)
    {
        KeyedArchiveWriter archive = new();
        PlistUid layout = archive.Dictionary(
            ("caption", archive.Value(caption)), ("subcaption", archive.Value(subcaption)));
        return archive.ToBytes(archive.Dictionary(
            ("URL", archive.Url(url)),
            ("an", archive.Value(appName)),
            ("ldtext", archive.Value(caption)),
            ("layoutClass", archive.Value("MSMessageTemplateLayout")),
            ("userInfo", layout)));
    }

    private static string Key(int part) => part.ToString(CultureInfo.InvariantCulture);
}
