using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>What some days of life changed on a phone.</summary>
/// <param name="Content">The phone afterwards.</param>
/// <param name="Changed">Entries that are new or replace others of the same domain and path.</param>
/// <param name="Removed">Entries that are gone.</param>
public sealed record StarterChanges(
    StarterContent Content, IReadOnlyList<PhoneFile> Changed, IReadOnlyList<PhoneFile> Removed);
