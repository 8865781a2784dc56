using System.Collections.Generic;

namespace IosBackup.Engine.Records.Apps;

/// <summary>The files that belong to an app.</summary>
internal sealed record AppData(long FileCount, long Size, IReadOnlyList<string> Domains);
