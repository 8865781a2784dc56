using System;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records.Messages;

/// <summary>What an app shows in a message: a link's preview, or an extension's own bubble.</summary>
/// <param name="Url">The address.</param>
/// <param name="Title">The title or caption.</param>
internal sealed record MessagePayload(string? Url, string? Title)
{
    private static readonly PlistLimits s_limits = new() { MaximumDepth = 64, MaximumNodes = 100_000 };

    /// <summary>Reads a payload; null when it cannot be read.</summary>
    public static MessagePayload? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return null;
        }

        try
        {
            KeyedArchive archive = KeyedArchive.Parse(payload, s_limits);
            PlistNode link = archive.Field(archive.Root, "richLinkMetadata");
            if (link is PlistDictionary)
            {
                return new MessagePayload(
                    UrlOf(archive, archive.Field(link, "originalURL")) ?? UrlOf(archive, archive.Field(link, "URL")),
                    Text(archive.Field(link, "title")) ?? Text(archive.Field(link, "summary")));
            }

            return archive.ToPlainValues(s_limits) is PlistDictionary app
                ? new MessagePayload(
                    Text(app["URL"]) ?? Text(app.GetDictionary("URL")?["NS.relative"]),
                    Text(app["ldtext"]) ?? Text(app.GetDictionary("userInfo")?["caption"]) ?? Text(app["an"]))
                : null;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return null;
        }
    }

    private static string? UrlOf(KeyedArchive archive, PlistNode node) =>
        Text(node) ?? Text(archive.Field(node, "NS.relative"));

    private static string? Text(PlistNode? node) => node is PlistString { Value.Length: > 0 } text ? text.Value : null;
}
