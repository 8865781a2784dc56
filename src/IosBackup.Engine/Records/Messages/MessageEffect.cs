using System;

namespace IosBackup.Engine.Records.Messages;

/// <summary>The effects that messages can be sent with.</summary>
internal static class MessageEffect
{
    private const string Bubble = "com.apple.MobileSMS.expressivesend.";
    private const string Screen = "com.apple.messages.effect.CK";
    private const string ScreenEnd = "Effect";

    /// <summary>The name of an effect; its identifier when that is of a form nobody knows.</summary>
    public static string? NameOf(string? identifier)
    {
        if (string.IsNullOrEmpty(identifier))
        {
            return null;
        }

        if (identifier!.StartsWith(Bubble, StringComparison.Ordinal))
        {
            return identifier.Substring(Bubble.Length) switch
            {
                "gentle" => "Gentle",
                "impact" => "Slam",
                "invisibleink" => "InvisibleInk",
                "loud" => "Loud",
                string other => other,
            };
        }

        return identifier.StartsWith(Screen, StringComparison.Ordinal)
            && identifier.EndsWith(ScreenEnd, StringComparison.Ordinal)
            && identifier.Length > Screen.Length + ScreenEnd.Length
                ? identifier.Substring(Screen.Length, identifier.Length - Screen.Length - ScreenEnd.Length)
                : identifier;
    }
}
