using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Exports;

/// <summary>What is to be said of a message besides its text, so that nobody takes it for what it is not.</summary>
internal static class MessageFlags
{
    public static IReadOnlyList<string> Of(IosChatMessage message) =>
        [.. All(message).Where(static flag => flag.IsSo).Select(static flag => flag.Words)];

    private static IEnumerable<(bool IsSo, string Words)> All(IosChatMessage message) => message switch
    {
        IosMessage ours =>
        [
            (ours.IsEdited, "edited"),
            (!ours.IsUnsent && ours.UnsentParts.Count > 0, "a part unsent"),
            (ours.IsFailed, "not sent"),
            (ours.IsScheduled, "scheduled"),
            (ours.IsDeleted, "recently deleted"),
        ],
        IosWhatsAppMessage others =>
        [
            (others.IsStarred, "starred"),
            (others.ForwardCount > 0, "forwarded"),
        ],
        _ => [],
    };
}
