using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Formats;

namespace IosBackup.Engine.Tests.VirtualDevice.Content.Formats;

/// <summary>A part of an attributed string with the attributes that it has as a whole.</summary>
internal sealed record AttributedRun(string Text, IReadOnlyDictionary<string, TypedObject> Attributes);
