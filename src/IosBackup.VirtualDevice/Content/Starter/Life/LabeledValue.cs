namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>A phone number, e-mail address or the like with the label that the address book stores.</summary>
internal sealed record LabeledValue(string Label, string Value);
