; The setup of Etalase, made by `cargo xtask windows`. Saved as UTF-8.
;
; Given by xtask: VERSION, VERSION_NUMBERS (four, with dots), FILES (the staged folder), KILOBYTES (what they weigh), ICON, SIDE (the
; picture of the first and last page), OUTPUT, and SIGN (a command that signs the file given to it) where a certificate is at hand.
;
; On the command line: /S silent, /AllUsers for all users of the PC (asks for an administrator), /CurrentUser, /Desktop for the
; entry on the desktop, /D=FOLDER (last, without quotes). Exit status: 0 done, 1 cancelled, 2 could not be done, 3 Etalase is still
; open, 4 a newer version is installed, 5 an administrator is needed.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
; Installed files carry the time of the installing, so that no time of the building gets into the setup.
SetDateSave off

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include nsDialogs.nsh
!include WinMessages.nsh

!define PRODUCT "Etalase"
!define PUBLISHER "Etalase"
!define PROGRAM "etalase.exe"
!define UNINSTALLER "hapus-etalase.exe"
!define APPS_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Etalase"
; Where Tauri lets the web view keep its files (identifier of tauri.conf.json).
!define IDENTIFIER "id.etalase.meja"
!define WINDOW_CLASS "Tauri Window"
!define RUNTIME_CLIENT "{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
!define RUNTIME_SETUP "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"

!define STILL_OPEN 3
!define NEWER_THERE 4
!define NEEDS_ADMINISTRATOR 5

Name "${PRODUCT}"
OutFile "${OUTPUT}"
BrandingText "${PRODUCT} ${VERSION}"
; Empty, so that a folder given with /D can be told from none.
InstallDir ""
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION_NUMBERS}"
VIFileVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "${PRODUCT}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Pemasang ${PRODUCT}"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "Lisensi MIT"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Var Scope            ; "user" or "machine"
Var ScopeUser        ; radio buttons of the scope page
Var ScopeMachine

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"

!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
Page custom ScopePage ScopePageLeave
!define MUI_PAGE_CUSTOMFUNCTION_PRE FolderPageBefore
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(FinishTitle)"
!define MUI_FINISHPAGE_TEXT "$(FinishText)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The first one is that of a PC whose language is neither.
!insertmacro MUI_LANGUAGE "Indonesian"
!insertmacro MUI_LANGUAGE "English"

!macro Words NAME INDONESIAN ENGLISH
  LangString ${NAME} ${LANG_INDONESIAN} "${INDONESIAN}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend

!insertmacro Words WelcomeTitle "Memasang Etalase" "Installing Etalase"
!insertmacro Words WelcomeText "Etalase ${VERSION} akan dipasang di komputer ini. Pemasangan berlangsung kurang dari satu menit, tanpa internet.$\r$\n$\r$\nBila Etalase sudah terpasang, versinya diperbarui; data kantor tidak disentuh." "Etalase ${VERSION} will be installed on this computer. It takes less than a minute, and no internet.$\r$\n$\r$\nWhere Etalase is installed already, it is renewed; the data of the office are not touched."
!insertmacro Words FinishTitle "Etalase sudah terpasang" "Etalase is installed"
!insertmacro Words FinishText "Etalase dapat dibuka kapan saja dari menu Start.$\r$\n$\r$\nTekan Selesai untuk menutup pemasang ini." "Etalase can be opened from the start menu at any time.$\r$\n$\r$\nPress Finish to close this setup."
!insertmacro Words ScopeTitle "Untuk siapa" "For whom"
!insertmacro Words ScopeSubtitle "Siapa yang memakai Etalase di komputer ini?" "Who uses Etalase on this computer?"
!insertmacro Words ScopeUserText "Hanya untuk saya (disarankan; tanpa administrator)" "Only for me (recommended; no administrator needed)"
!insertmacro Words ScopeMachineText "Untuk semua pengguna komputer ini (perlu administrator)" "For all users of this computer (needs an administrator)"
!insertmacro Words ScopeNote "Data kantor selalu milik pengguna yang menyiapkannya, apa pun pilihan di sini." "Data of an office always belong to the user who set it up, whatever is chosen here."
!insertmacro Words ProgramSection "Etalase (wajib)" "Etalase (required)"
!insertmacro Words DesktopSection "Ikon di desktop" "Icon on the desktop"
!insertmacro Words StillOpen "Etalase masih terbuka. Belum ada yang diubah.$\r$\n$\r$\nTutup jendela Etalase, lalu pilih Coba lagi." "Etalase is still open. Nothing has been changed.$\r$\n$\r$\nClose the window of Etalase, then choose Retry."
!insertmacro Words NewerThere "Di komputer ini sudah terpasang Etalase $0, lebih baru daripada ${VERSION}. Tidak ada yang diubah; data kantor aman.$\r$\n$\r$\nPakai versi yang sudah terpasang itu." "Etalase $0 is installed on this computer already, newer than ${VERSION}. Nothing has been changed; the data of the office are safe.$\r$\n$\r$\nUse the version that is installed."
!insertmacro Words NeedsAdministrator "Memasang untuk semua pengguna memerlukan administrator. Belum ada yang diubah.$\r$\n$\r$\nPilih “Hanya untuk saya”, atau minta bagian TI." "Installing for all users needs an administrator. Nothing has been changed.$\r$\n$\r$\nChoose “Only for me”, or ask your IT section."
!insertmacro Words NoRuntime "Etalase sudah terpasang, tetapi belum dapat dibuka: komputer ini belum memiliki “Microsoft Edge WebView2 Runtime”.$\r$\n$\r$\nMinta bagian TI memasang berkas ${RUNTIME_SETUP} dari Microsoft (Evergreen Standalone Installer, x64). Berkas itu tidak memerlukan internet; bila diletakkan di samping pemasang ini, ia dipasang bersama Etalase." "Etalase is installed, but cannot be opened yet: this computer does not have the “Microsoft Edge WebView2 Runtime”.$\r$\n$\r$\nAsk your IT section to install the file ${RUNTIME_SETUP} by Microsoft (Evergreen Standalone Installer, x64). It needs no internet; laid beside this setup, it is installed together with Etalase."
!insertmacro Words RuntimeComes "Memasang Microsoft Edge WebView2 Runtime (dapat memakan beberapa menit)" "Installing Microsoft Edge WebView2 Runtime (may take some minutes)"
!insertmacro Words DeleteData "Hapus juga data kantor pengguna ini?$\r$\n$\r$\n$LOCALAPPDATA\Etalase$\r$\n$\r$\nSemua usulan, naskah, dan riwayat di dalamnya hilang untuk selamanya. Pilih Tidak untuk menyimpannya." "Delete the office data of this user too?$\r$\n$\r$\n$LOCALAPPDATA\Etalase$\r$\n$\r$\nAll usulan, letters and history in it are lost for ever. Choose No to keep them."
!insertmacro Words DeleteDataSure "Yakin? Data kantor yang dihapus tidak dapat dikembalikan." "Are you sure? Office data that are deleted cannot be brought back."

; ---- What both the setup and its uninstaller do

!macro Scoped
  SetRegView 64
  ${If} $Scope == "machine"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; Asks every window of Etalase to close, as its own cross does, and waits until its program is not running any more. Windows
; lets nobody write to a program that runs, so writing is tried.
!macro CloseRunning UN
Function ${UN}CloseRunning
  Push $0
  Push $1
  Push $2
  again:
  StrCpy $1 0
  ${Do}
    StrCpy $2 0
    ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
      ClearErrors
      FileOpen $0 "$INSTDIR\${PROGRAM}" a
      ${If} ${Errors}
        StrCpy $2 1
      ${Else}
        FileClose $0
      ${EndIf}
    ${EndIf}
    ${If} $2 == 0
      Goto closed
    ${EndIf}
    FindWindow $0 "${WINDOW_CLASS}" "${PRODUCT}"
    ${If} $0 = 0
      FindWindow $0 "${WINDOW_CLASS}" "${PRODUCT} (kantor contoh)"
    ${EndIf}
    ${If} $0 <> 0
      ; Sent, not forced: the window may still ask about what was typed.
      SendMessage $0 ${WM_CLOSE} 0 0 /TIMEOUT=2000
    ${EndIf}
    Sleep 500
    IntOp $1 $1 + 1
  ${LoopUntil} $1 > 19
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillOpen)" /SD IDCANCEL IDRETRY again
  SetErrorLevel ${STILL_OPEN}
  Quit
  closed:
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
!macroend
!insertmacro CloseRunning ""
!insertmacro CloseRunning "un."

; ---- Setup

Function .onInit
  SetRegView 64
  ${GetParameters} $R0
  StrCpy $Scope ""
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $Scope "machine"
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CurrentUser" $R1
  ${IfNot} ${Errors}
    StrCpy $Scope "user"
  ${EndIf}
  ${If} $Scope == ""
    ; What is installed already is renewed where it is.
    StrCpy $Scope "user"
    ReadRegStr $0 HKCU "${APPS_KEY}" "DisplayVersion"
    ${If} $0 == ""
      ReadRegStr $0 HKLM "${APPS_KEY}" "DisplayVersion"
      ${If} $0 != ""
        StrCpy $Scope "machine"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${IfNot} ${Silent}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/Desktop" $R1
  ${IfNot} ${Errors}
    Call SelectDesktop
  ${EndIf}
  ${If} ${Silent}
    Call Settle
  ${EndIf}
FunctionEnd

; Once it is known for whom: an administrator where one is needed, the folder, and no older version over a newer one.
Function Settle
  !insertmacro Scoped
  ${If} $Scope == "machine"
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${If} ${Silent}
        SetErrorLevel ${NEEDS_ADMINISTRATOR}
        Quit
      ${EndIf}
      ; The same setup again, with Windows asking for an administrator.
      ClearErrors
      ExecShell "runas" "$EXEPATH" "/AllUsers"
      ${If} ${Errors}
        MessageBox MB_OK|MB_ICONEXCLAMATION "$(NeedsAdministrator)"
        Abort
      ${EndIf}
      Quit
    ${EndIf}
  ${EndIf}
  ReadRegStr $0 SHCTX "${APPS_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 = 1
      MessageBox MB_OK|MB_ICONSTOP "$(NewerThere)" /SD IDOK
      SetErrorLevel ${NEWER_THERE}
      Quit
    ${EndIf}
  ${EndIf}
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${APPS_KEY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $Scope == "machine"
      StrCpy $INSTDIR "$PROGRAMFILES64\${PRODUCT}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${PRODUCT}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ScopePage
  !insertmacro MUI_HEADER_TEXT "$(ScopeTitle)" "$(ScopeSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 14u "$(ScopeUserText)"
  Pop $ScopeUser
  ${NSD_CreateRadioButton} 0 30u 100% 14u "$(ScopeMachineText)"
  Pop $ScopeMachine
  ${NSD_CreateLabel} 0 60u 100% 30u "$(ScopeNote)"
  Pop $0
  ${If} $Scope == "machine"
    ${NSD_Check} $ScopeMachine
  ${Else}
    ${NSD_Check} $ScopeUser
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ScopePageLeave
  ${NSD_GetState} $ScopeMachine $0
  StrCpy $1 $Scope
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Scope "machine"
  ${Else}
    StrCpy $Scope "user"
  ${EndIf}
  ${If} $1 != $Scope
    ; A folder that was proposed for the other choice.
    StrCpy $INSTDIR ""
  ${EndIf}
  Call Settle
FunctionEnd

Function FolderPageBefore
  ; An upgrade stays where it is.
  ReadRegStr $0 SHCTX "${APPS_KEY}" "InstallLocation"
  ${If} $0 != ""
    Abort
  ${EndIf}
FunctionEnd

; Leaves the version of the WebView2 runtime on the stack, empty if there is none.
Function RuntimeVersion
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\${RUNTIME_CLIENT}" "pv"
  ${If} $0 == ""
    ReadRegStr $0 HKLM "SOFTWARE\Microsoft\EdgeUpdate\Clients\${RUNTIME_CLIENT}" "pv"
  ${EndIf}
  ${If} $0 == ""
    ReadRegStr $0 HKCU "Software\Microsoft\EdgeUpdate\Clients\${RUNTIME_CLIENT}" "pv"
  ${EndIf}
  ${If} $0 == "0.0.0.0"
    StrCpy $0 ""
  ${EndIf}
  Push $0
FunctionEnd

Section "$(ProgramSection)" SectionProgram
  SectionIn RO
  !insertmacro Scoped
  Call CloseRunning
  SetOutPath "$INSTDIR"
  ClearErrors
  File "${FILES}\etalase.exe"
  File "${FILES}\etalase-cli.exe"
  File "${FILES}\WebView2Loader.dll"
  File "${FILES}\LISENSI.txt"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr SHCTX "${APPS_KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr SHCTX "${APPS_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${APPS_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${APPS_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${APPS_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${APPS_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr SHCTX "${APPS_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD SHCTX "${APPS_KEY}" "EstimatedSize" ${KILOBYTES}
  ; What the setup spoke, its uninstaller speaks too.
  WriteRegStr SHCTX "${APPS_KEY}" "Language" "$LANGUAGE"
  WriteRegDWORD SHCTX "${APPS_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${APPS_KEY}" "NoRepair" 1

  Call RuntimeVersion
  Pop $0
  ${If} $0 == ""
    StrCpy $1 "$EXEDIR\${RUNTIME_SETUP}"
    ${IfNot} ${FileExists} "$1"
      StrCpy $1 "$EXEDIR\redist\${RUNTIME_SETUP}"
    ${EndIf}
    ${If} ${FileExists} "$1"
      DetailPrint "$(RuntimeComes)"
      ExecWait '"$1" /silent /install'
      Call RuntimeVersion
      Pop $0
    ${EndIf}
  ${EndIf}
  ${If} $0 == ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NoRuntime)" /SD IDOK
  ${EndIf}
SectionEnd

Section /o "$(DesktopSection)" SectionDesktop
  !insertmacro Scoped
  CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

Function SelectDesktop
  SectionSetFlags ${SectionDesktop} ${SF_SELECTED}
FunctionEnd

; ---- Uninstaller

Function un.onInit
  SetRegView 64
  ; It lies where it belongs to: whose entry names this folder?
  StrCpy $Scope "user"
  ReadRegStr $1 HKCU "${APPS_KEY}" "Language"
  ReadRegStr $0 HKLM "${APPS_KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $Scope "machine"
    ReadRegStr $1 HKLM "${APPS_KEY}" "Language"
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${If} ${Silent}
        SetErrorLevel ${NEEDS_ADMINISTRATOR}
        Quit
      ${EndIf}
      ExecShell "runas" "$INSTDIR\${UNINSTALLER}"
      Quit
    ${EndIf}
  ${EndIf}
  ${If} $1 != ""
    StrCpy $LANGUAGE $1
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro Scoped
  Call un.CloseRunning
  ; By name, and the folder only if it is empty then: what somebody put beside the program stays.
  Delete "$INSTDIR\etalase.exe"
  Delete "$INSTDIR\etalase-cli.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LISENSI.txt"
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  DeleteRegKey SHCTX "${APPS_KEY}"

  ; Of this user, whoever it was installed for: what the web view kept, and what was remembered beside any office.
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\${IDENTIFIER}"
  Delete "$APPDATA\${PRODUCT}\*.etalase"
  Delete "$APPDATA\${PRODUCT}\*.baru"
  RMDir "$APPDATA\${PRODUCT}"

  ${If} ${FileExists} "$LOCALAPPDATA\${PRODUCT}\*.*"
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "$(DeleteData)" /SD IDNO IDNO keep
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "$(DeleteDataSure)" /SD IDNO IDNO keep
    RMDir /r "$LOCALAPPDATA\${PRODUCT}"
    keep:
  ${EndIf}
SectionEnd
