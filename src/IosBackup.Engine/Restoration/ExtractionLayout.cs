namespace IosBackup.Engine.Restoration;

/// <summary>How extracted files are arranged.</summary>
public enum ExtractionLayout
{
    /// <summary>A folder for each domain, and in it the paths of the domain.</summary>
    Domain,

    /// <summary>
    /// The paths that the files have on the phone. Containers of apps have random numbers there; their ids take the
    /// place.
    /// </summary>
    Device,

    /// <summary>All files in one folder, by their names alone. Folders and links are left out.</summary>
    Flat,
}
