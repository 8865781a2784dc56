namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>A postal address of a contact.</summary>
internal sealed record PostalAddress(
    string Label, string Street, string City, string? State, string Zip, string Country, string CountryCode);
