namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>The address book's built-in labels as it stores them.</summary>
internal static class Labels
{
    public const string Mobile = "_$!<Mobile>!$_";
    public const string Home = "_$!<Home>!$_";
    public const string Work = "_$!<Work>!$_";
    public const string Main = "_$!<Main>!$_";
    public const string WorkFax = "_$!<WorkFAX>!$_";
    public const string Other = "_$!<Other>!$_";
    public const string HomePage = "_$!<HomePage>!$_";
    public const string Anniversary = "_$!<Anniversary>!$_";
    public const string Mother = "_$!<Mother>!$_";
    public const string Father = "_$!<Father>!$_";
    public const string Partner = "_$!<Partner>!$_";
    public const string Assistant = "_$!<Assistant>!$_";

    /// <summary>Not built in: labels of this kind are stored as they read.</summary>
    public const string Iphone = "iPhone";
}
