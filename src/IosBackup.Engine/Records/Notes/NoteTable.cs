using System.Collections.Generic;

namespace IosBackup.Engine.Records.Notes;

/// <summary>A table in a note, as it is shown.</summary>
/// <param name="Rows">Rows of equally many cells.</param>
internal sealed record NoteTable(IReadOnlyList<IReadOnlyList<NoteBody>> Rows);
