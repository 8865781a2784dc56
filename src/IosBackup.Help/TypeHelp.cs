using System.Collections.Generic;

namespace IosBackup.Help;

/// <summary>A type that a cmdlet takes or emits.</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<MarkdownBlock> Description);
