using System;

namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>One planned record.</summary>
/// <param name="Key">What identifies the record in its store; <see cref="StarterKind"/> tells what it is.</param>
/// <param name="Text">What the record says.</param>
/// <param name="Date">When it happened or was made, when it has such a moment.</param>
public sealed record StarterSample(string Key, string Text, DateTimeOffset? Date);
