using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IosBackup.Engine.Records.Messages;

/// <summary>What a message says, and what its attributes tell beside.</summary>
internal sealed class MessageBody
{
    private const char AttachmentMark = '\uFFFC';
    private const char AppMark = '\uFFFD';

    private readonly AttributedString? _attributed;

    private MessageBody(string text, AttributedString? attributed, bool isUndecoded)
    {
        Text = text;
        _attributed = attributed;
        IsUndecoded = isUndecoded;
        if (attributed is not null)
        {
            ReadAttributes(attributed);
        }
    }

    /// <summary>The text without the marks of attachments and apps.</summary>
    public string Text { get; }

    /// <summary>Whether there is a text that cannot be decoded.</summary>
    public bool IsUndecoded { get; }

    /// <summary>Numbers or addresses of those it mentions.</summary>
    public List<string>? Mentions { get; private set; }

    /// <summary>The first address that it links to.</summary>
    public string? Link { get; private set; }

    /// <summary>What is said in recordings, by the identifier of the attachment.</summary>
    public Dictionary<string, string>? Transcripts { get; private set; }

    /// <summary>Reads a message's body, of which the attributed form says more than the plain one.</summary>
    public static MessageBody Read(string? plain, ReadOnlySpan<byte> archive)
    {
        AttributedString? attributed = archive.IsEmpty ? null : AttributedString.Decode(archive);
        string text = Clean(attributed?.Text ?? plain);
        return new MessageBody(text, attributed, !archive.IsEmpty && attributed is null && string.IsNullOrEmpty(plain));
    }

    /// <summary>A text without the marks of attachments and apps.</summary>
    public static string Clean(string? text)
    {
        if (text is null)
        {
            return string.Empty;
        }

        return text.IndexOf(AttachmentMark) < 0 && text.IndexOf(AppMark) < 0
            ? text
            : text.Replace(AttachmentMark.ToString(), "").Replace(AppMark.ToString(), "");
    }

    /// <summary>The text of each bubble.</summary>
    public Dictionary<int, string> ByPart()
    {
        Dictionary<int, string> parts = [];
        if (_attributed is not { Runs.Count: > 0 })
        {
            parts[0] = Text;
            return parts;
        }

        Dictionary<int, StringBuilder> texts = [];
        int current = 0;
        foreach (AttributedRun run in _attributed.Runs)
        {
            current = run.Part ?? current;
            if (!texts.TryGetValue(current, out StringBuilder? text))
            {
                texts.Add(current, text = new StringBuilder());
            }

            text.Append(_attributed.Text, run.Start, run.Length);
        }

        return texts.ToDictionary(static part => part.Key, static part => Clean(part.Value.ToString()));
    }

    private void ReadAttributes(AttributedString attributed)
    {
        foreach (AttributedRun run in attributed.Runs)
        {
            if (run.Attributes.Count < 2)
            {
                continue;
            }

            if (run.Text("__kIMMentionConfirmedMention") is string mention)
            {
                (Mentions ??= []).Add(mention);
            }

            Link ??= run.Text("__kIMLinkAttributeName");
            if (run.Text("IMAudioTranscription") is string transcript
                && run.Text("__kIMFileTransferGUIDAttributeName") is string attachment)
            {
                (Transcripts ??= [])[attachment] = transcript;
            }
        }
    }
}
