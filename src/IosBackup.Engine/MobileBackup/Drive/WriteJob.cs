namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>Work for a writer lane: some bytes of a file, and whether they are its last.</summary>
/// <param name="File">The file.</param>
/// <param name="Buffer">Rented bytes, given back by the writer; null when there are none.</param>
/// <param name="Count">How many of them count.</param>
/// <param name="End">What becomes of the file afterwards.</param>
internal readonly record struct WriteJob(IncomingFile File, byte[]? Buffer, int Count, WriteJobEnd End);
