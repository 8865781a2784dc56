using System.Collections.Generic;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>What became of things on the phone that a restore did not replace.</summary>
/// <param name="Removed">How many were removed.</param>
/// <param name="LostAtBoot">Which the phone will lose when it starts again.</param>
internal sealed record CommitResult(long Removed, HashSet<PhoneFileKey> LostAtBoot);
