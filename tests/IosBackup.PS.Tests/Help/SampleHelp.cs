namespace IosBackup.PS.Tests.Help;

/// <summary>A cmdlet's Markdown with one of everything.</summary>
internal static class SampleHelp
{
    public const string Markdown =
        """
        ---
        external help file: IosBackup.dll-Help.xml
        Module Name: IosBackup
        online version: https://example.org/Get-Sample
        schema: 2.0.0
        ---

        # Get-Sample

        ## SYNOPSIS
        Gets `samples` of **things**.

        ## SYNTAX

        ### Name (Default)
        ```
        Get-Sample [[-Name] <String[]>] [<CommonParameters>]
        ```

        ### Path
        ```
        Get-Sample -Path <String> [-Force] [<CommonParameters>]
        ```

        ## DESCRIPTION
        First paragraph,
        which goes on.

        - one
        - two, see [here](https://example.org/here) and [there](about_Other.md)

        ## EXAMPLES

        ### Example 1: Get one
        ```powershell
        Get-Sample -Name a |
            Out-Null
        ```

        Prints # nothing.

        ### Example 2: Get it from a path
        ```powershell
        Get-Sample -Path b
        ```

        ## PARAMETERS

        ### -Name
        Names to get.

        ```yaml
        Type: String[]
        Parameter Sets: Name
        Aliases: Id

        Required: False
        Position: 0
        Default value: None
        Accept pipeline input: True (ByValue)
        Accept wildcard characters: True
        ```

        ### -Path
        Where it lies.

        ```yaml
        Type: String
        Parameter Sets: Path
        Aliases:

        Required: True
        Position: Named
        Default value: None
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ### -Force
        Insists.

        ```yaml
        Type: SwitchParameter
        Parameter Sets: (All)
        Aliases:

        Required: False
        Position: Named
        Default value: False
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ### CommonParameters
        This cmdlet supports the common parameters.

        ## INPUTS

        ### System.String

        ## OUTPUTS

        ### IosBackup.Sample
        A sample.

        ## NOTES
        A note.

        ## RELATED LINKS

        [about_IosBackup](about_IosBackup.md)
        """;
}
