using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Values of an object with the encoding that tells their types.</summary>
/// <param name="Encoding">
/// One letter a value as in Objective-C's type encodings: <c>@</c> an object (<see cref="TypedObject"/> or null),
/// <c>+</c> and <c>[nc]</c> bytes, <c>*</c> a C string, <c>f</c> and <c>d</c> a real, others an integer.
/// </param>
/// <param name="Values">
/// A <see cref="TypedObject"/>, <c>byte[]</c>, <c>string</c>, <c>double</c> or <c>long</c> each.
/// </param>
internal sealed record TypedGroup(string Encoding, IReadOnlyList<object?> Values);
