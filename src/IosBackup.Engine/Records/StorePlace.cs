namespace IosBackup.Engine.Records;

/// <summary>Where a store lies, or lay in some version of iOS.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="RelativePath">The path below the domain's root.</param>
internal sealed record StorePlace(string Domain, string RelativePath);
